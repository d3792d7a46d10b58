"""The pytest plug-in: fixtures on a simulated host."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from .testing import Leak, Simulation, simulate

if TYPE_CHECKING:
    from . import AsyncVmbay, Vmbay
    from .testing import SimulatedHost, VirtualClock


def pytest_configure(config: pytest.Config) -> None:
    """Makes the marker known."""
    config.addinivalue_line(
        "markers", "vmbay(**options): what `vmbay.testing.simulate` is given; leaks=True allows to leave something behind"
    )


@pytest.fixture
def _simulation(request: pytest.FixtureRequest) -> Iterator[Simulation]:
    options: dict[str, Any] = {}
    # The nearest comes first, and counts most.
    for marker in reversed(list(request.node.iter_markers("vmbay"))):
        options.update(marker.kwargs)
    leaks = options.pop("leaks", False)
    simulation = simulate(**options)
    try:
        yield simulation
        if not leaks:
            simulation.check()
    except Leak as leak:
        pytest.fail(str(leak), pytrace=False)
    finally:
        simulation.bay.shutdown(10)


@pytest.fixture
def simulated_bay(_simulation: Simulation) -> Vmbay:
    """The library in memory, on a simulated host in virtual time. When the test ends, nothing may be left behind."""
    return _simulation.bay


@pytest.fixture
def async_simulated_bay(_simulation: Simulation) -> AsyncVmbay:
    """The same, for asyncio."""
    return _simulation.async_bay


@pytest.fixture
def simulated_host(_simulation: Simulation) -> SimulatedHost:
    """The host of `simulated_bay`: what is on it, and what shall go wrong."""
    return _simulation.host


@pytest.fixture
def virtual_clock(_simulation: Simulation) -> VirtualClock:
    """The time of `simulated_bay`."""
    return _simulation.clock
