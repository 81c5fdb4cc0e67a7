"""Memory of the process that runs the lanes, after a hundred thousand bets and after a million."""

import asyncio
import os
import random
from time import perf_counter

import uvloop

from app.garbage import calm_garbage_collector
from bench import database, lane
from bench.program import resident_mib

STEPS = (100_000, 1_000_000)
CALLERS = 256


def main() -> None:
    with database.server() as server:
        uvloop.run(database.prepare(server.url()))
        after = uvloop.run(_bets(server.url()))
    first, last = (after[step] for step in STEPS)
    print(f"grown between {STEPS[0]:,} and {STEPS[1]:,} bets: {last - first:+.1f} MiB ({last / first:.2f} x)")


async def _bets(url: str) -> dict[int, float]:
    lanes, chance, begun = lane.new_lanes(url), random.Random(1), perf_counter()
    await lanes.start()
    calm_garbage_collector()
    left, after = 0, {}

    async def caller() -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await lanes.settle(lane.a_bet(chance.randrange(len(lane.PLAYERS))))

    done = 0
    for step in STEPS:
        left = step - done
        await asyncio.gather(*(caller() for _ in range(CALLERS)))
        done, after[step] = step, resident_mib(os.getpid())
        print(f"{step:>9,} bets: {after[step]:.1f} MiB, {perf_counter() - begun:.0f} s", flush=True)
    await lanes.drain()
    return after
