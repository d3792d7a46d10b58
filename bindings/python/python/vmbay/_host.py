"""The native classes of `vmbay.testing`, which have their types beside."""

from ._vmbay import SimulatedHost, VirtualClock

__all__ = ["SimulatedHost", "VirtualClock"]
