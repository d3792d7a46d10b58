"""What the library says, for `logging`: the loggers `vmbay.storage`, `vmbay.operation` and their like."""

from __future__ import annotations

import logging

_LOGGER = logging.getLogger("vmbay")
# A program that set up no logging hears nothing.
_LOGGER.addHandler(logging.NullHandler())


def log_level() -> int:
    """From which level on somebody listens."""
    return max(_LOGGER.getEffectiveLevel(), _LOGGER.manager.disable + 1)


def log(target: str, level: int, file: str, line: int, message: str, at_micros: int) -> None:
    """Says something that was said at a time."""
    logger = logging.getLogger(target)
    if not logger.isEnabledFor(level):
        return
    record = logger.makeRecord(target, level, file, line, message, (), None)
    record.created = at_micros / 1_000_000
    record.msecs = at_micros // 1000 % 1000
    logger.handle(record)
