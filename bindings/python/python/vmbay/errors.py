"""What goes wrong: a class for each code, which is also the builtin that fits."""
# Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vmbay import Resource


class VmbayError(Exception):
    """Every error of the library."""

    code: str = ""
    """A stable name of what went wrong, the same in every language."""

    reason: str
    """The finer reason within the code: the argument, the verb, the permission … or the code itself."""

    retryable: bool
    """Whether the same call may succeed later without a change by the caller."""

    resource: Resource | None
    """What it is about, where one thing can be named."""

    def __init__(
        self,
        message: str,
        reason: str = "",
        retryable: bool = False,
        resource: Resource | None = None,
    ) -> None:
        super().__init__(message)
        self.reason = reason or self.code
        self.retryable = retryable
        self.resource = resource

    def __reduce__(self) -> tuple[type[VmbayError], tuple[str, str, bool, Resource | None]]:
        return (type(self), (str(self), self.reason, self.retryable, self.resource))


class InvalidArgumentError(VmbayError, ValueError):
    """An argument is outside what it may be; nothing was done."""

    code = "invalid_argument"


class NotFoundError(VmbayError, LookupError):
    """No such resource, or not within the caller's scope."""

    code = "not_found"


class AlreadyExistsError(VmbayError, ValueError):
    """A unique name or key is taken."""

    code = "already_exists"


class ConflictError(VmbayError, RuntimeError):
    """The resource changed since it was read."""

    code = "conflict"


class InUseError(VmbayError, RuntimeError):
    """Something else still refers to the resource."""

    code = "in_use"


class IllegalTransitionError(VmbayError, RuntimeError):
    """The verb is not allowed in the resource's present state."""

    code = "illegal_transition"


class LockedError(VmbayError, RuntimeError):
    """Another operation holds the resource."""

    code = "locked"


class IdempotencyConflictError(VmbayError, ValueError):
    """The idempotency key was used before with another input."""

    code = "idempotency_conflict"


class PermissionDeniedError(VmbayError, PermissionError):
    """The actor lacks the permission."""

    code = "permission_denied"


class ExhaustedError(VmbayError, RuntimeError):
    """A bounded counter would pass its limit."""

    code = "exhausted"


class UnsupportedError(VmbayError, NotImplementedError):
    """The adapter or the host cannot do this."""

    code = "unsupported"


class UnavailableError(VmbayError, ConnectionError):
    """Something outside the library is missing or does not answer."""

    code = "unavailable"


class TimedOutError(VmbayError, TimeoutError):
    """A deadline passed; the message says whether work goes on."""

    code = "timed_out"


class UnknownOutcomeError(VmbayError, RuntimeError):
    """A call ended without saying whether it took effect, and looking did not tell either."""

    code = "unknown_outcome"


class CancelledError(VmbayError, RuntimeError):
    """The caller cancelled the work."""

    code = "cancelled"


class GuestFailedError(VmbayError, RuntimeError):
    """The guest, or its agent, refused or failed."""

    code = "guest_failed"


class HypervisorFailedError(VmbayError, RuntimeError):
    """The hypervisor refused or failed."""

    code = "hypervisor_failed"


class StorageFailedError(VmbayError, RuntimeError):
    """The database refused or failed."""

    code = "storage_failed"


class OutOfSpaceError(VmbayError, OSError):
    """A disk has no room left."""

    code = "out_of_space"


class CorruptError(VmbayError, RuntimeError):
    """Stored data does not read as what it should be."""

    code = "corrupt"


class ClosedError(VmbayError, RuntimeError):
    """The handle was shut down."""

    code = "closed"


BY_CODE: dict[str, type[VmbayError]] = {
    "invalid_argument": InvalidArgumentError,
    "not_found": NotFoundError,
    "already_exists": AlreadyExistsError,
    "conflict": ConflictError,
    "in_use": InUseError,
    "illegal_transition": IllegalTransitionError,
    "locked": LockedError,
    "idempotency_conflict": IdempotencyConflictError,
    "permission_denied": PermissionDeniedError,
    "exhausted": ExhaustedError,
    "unsupported": UnsupportedError,
    "unavailable": UnavailableError,
    "timed_out": TimedOutError,
    "unknown_outcome": UnknownOutcomeError,
    "cancelled": CancelledError,
    "guest_failed": GuestFailedError,
    "hypervisor_failed": HypervisorFailedError,
    "storage_failed": StorageFailedError,
    "out_of_space": OutOfSpaceError,
    "corrupt": CorruptError,
    "closed": ClosedError,
}

__all__ = [
    "VmbayError",
    "InvalidArgumentError",
    "NotFoundError",
    "AlreadyExistsError",
    "ConflictError",
    "InUseError",
    "IllegalTransitionError",
    "LockedError",
    "IdempotencyConflictError",
    "PermissionDeniedError",
    "ExhaustedError",
    "UnsupportedError",
    "UnavailableError",
    "TimedOutError",
    "UnknownOutcomeError",
    "CancelledError",
    "GuestFailedError",
    "HypervisorFailedError",
    "StorageFailedError",
    "OutOfSpaceError",
    "CorruptError",
    "ClosedError",
]
