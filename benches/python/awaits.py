"""C8: a hundred awaits that do wait, beside the same in the core alone."""

from __future__ import annotations

import asyncio
import time

import vmbay
from vmbay_peers import Core

from table import Table, show

AWAITS = 100
ROUNDS = 150
LIMIT = 10e-6


def measure(table: Table) -> None:
    if not table.wants("C8"):
        return
    core = Core(1, False)
    core.start()
    ours, alone = asyncio.run(both(core))
    above = (ours - alone) / AWAITS
    figures = show(ours), show(alone), f"{above * 1e6:.1f} µs each", "≤ 10 µs each"
    table.state("C8", f"asyncio.gather of {AWAITS} that wait / the core alone", *figures, above <= LIMIT)


async def both(core: Core) -> tuple[float, float]:
    """The shortest times of ours and of the core, which took turns: a guest is asked whether it is there, which takes a timer."""
    async with vmbay.open_async("memory:", hypervisor="simulated:") as bay:
        machine = await bay.machines.create("machine-0", memory_mib=256, disks=[{"size_bytes": 1 << 30}])
        await bay.machines.start(machine.id)
        await bay.machines.wait_ready(machine.id, timeout=60)
        ours: list[float] = []
        alone: list[float] = []
        for number in range(ROUNDS):
            alone.append(core.pings(AWAITS))
            begun = time.perf_counter()
            await asyncio.gather(*(bay.guest.ping(machine.id) for _ in range(AWAITS)))
            ours.append(time.perf_counter() - begun)
        return min(ours), min(alone)
