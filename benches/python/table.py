"""The table that is printed, and how its times are taken."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

ROUNDS = 60
"""How often ours and the peers take turns. A turn is short, so that in some of them nobody else has the processor."""


@dataclass(frozen=True)
class Goal:
    """What a line promises of the ratio of ours to its peer: at most so many times as long, or so many times faster."""

    limit: float
    faster: bool = False

    def met(self, ratio: float) -> bool:
        return 1 / ratio >= self.limit if self.faster else ratio <= self.limit

    def __str__(self) -> str:
        return f"≥ {self.limit:g} × faster" if self.faster else f"≤ {self.limit:g} ×"


def at_most(limit: float) -> Goal:
    return Goal(limit)


def faster(limit: float) -> Goal:
    return Goal(limit, faster=True)


@dataclass
class Table:
    """The lines measured so far, and which are wanted: those whose ids begin so, or all."""

    wanted: Sequence[str]
    lines: int = 0
    missed: list[str] = field(default_factory=list[str])

    def wants(self, id: str) -> bool:
        return not self.wanted or any(id.startswith(wanted) for wanted in self.wanted)

    def compare(self, id: str, what: str, ours: float, peer: float, goal: Goal) -> None:
        """A line for two times, in seconds, of the same work."""
        ratio = ours / peer
        shown = f"{1 / ratio:.1f} × faster" if goal.faster else f"{ratio:.2f} ×"
        self.state(id, what, show(ours), show(peer), shown, str(goal), goal.met(ratio))

    def state(self, id: str, what: str, ours: str, peer: str, ratio: str, goal: str, met: bool) -> None:
        """A line for anything."""
        line = f"{id:<3} {what:<54} {ours:>11} {peer:>11} {ratio:>15}  {goal:<20} {'yes' if met else 'NO'}"
        print(line, flush=True)
        self.lines += 1
        if not met:
            self.missed.append(id)

    def finish(self) -> None:
        print(f"\n{self.lines} lines; missed: {', '.join(self.missed) or 'nothing'}")


def show(seconds: float) -> str:
    if seconds < 1e-3:
        return f"{seconds * 1e6:.1f} µs"
    return f"{seconds * 1e3:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"


def best(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The shortest time of each of these that take turns: whatever else the machine does only ever adds."""
    shortest = [float("inf") for _ in works]
    for _ in range(rounds):
        for at, work in enumerate(works):
            begun = time.perf_counter()
            work()
            shortest[at] = min(shortest[at], time.perf_counter() - begun)
    return shortest
