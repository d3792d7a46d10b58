"""Many machines at once, and every event of them.

    python examples/python/05_asyncio.py

A follower is stopped in the middle and goes on where it was: a token leads from one event to the next, through crashes too.
"""

import asyncio

import vmbay


async def follow(bay: vmbay.AsyncVmbay, token: str | None, topic: str, count: int) -> str | None:
    """Prints events of a topic; returns the token of the last."""
    async for event in bay.events.stream(after=token):
        token = event.token
        if isinstance(event, vmbay.Gap):
            # What was pruned before it was read is said, never silently left out.
            print(f"events up to {event.until} are missing")
            continue
        if event.topic == topic:
            count -= 1
        if count == 0:
            break
    return token


async def main() -> None:
    async with vmbay.open_async("memory:", hypervisor="simulated:?seed=7&instant=true") as bay:
        token: str | None = await bay.events.latest()
        machines = await asyncio.gather(
            *(bay.machines.create(f"m-{i}", memory_mib=128, disks=[{"size_bytes": 1 << 30}]) for i in range(50))
        )
        print(f"{len(machines)} machines are made")

        token = await follow(bay, token, "machine.created", 50)
        for result in await bay.machines.start_many([machine.id for machine in machines], concurrency=10):
            # What became of each is told for each.
            result.get()
        await follow(bay, token, "machine.power_changed", 50)
        print("all of them run")

        # A task that is cancelled stops waiting; the work goes on.
        waiting = asyncio.create_task(bay.leases.acquire("leader", 60))
        leader = await waiting
        second = asyncio.create_task(bay.leases.acquire("leader", 60))
        await asyncio.sleep(0.01)
        second.cancel()
        await leader.release()

        try:
            await bay.machines.create("m-0")
        except vmbay.AlreadyExistsError as error:
            print(f"{error.code}: {error}")


if __name__ == "__main__":
    asyncio.run(main())
