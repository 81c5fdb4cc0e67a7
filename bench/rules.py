"""What protecting players costs a bet: the lane without its rules, with them, and with every limit set; one run.

Without: no limits, reality checks, pace, caps or session figures, and no row of them read or written.
"""

from statistics import median

import asyncpg
import uvloop

from app.embedded import EmbeddedPostgres
from app.wiring.procedures import PROCEDURES, UNGUARDED
from bench import lane
from bench.database import prepare, server

WARM_UP = 2
ROUNDS = 12
SECONDS = 2
GOAL = 0.8

# So wide that none is reached: what is measured is the judging and the counting.
EVERY_LIMIT = """
insert into play_states (player_id, limits, usage)
select player_id,
    '[["WAGER","DAY",900000000000,null],["WAGER","WEEK",900000000000,null],["WAGER","MONTH",900000000000,null],
      ["LOSS","DAY",900000000000,null],["LOSS","WEEK",900000000000,null],["LOSS","MONTH",900000000000,null],
      ["STAKE",null,100000,null],["SESSION_TIME",null,86400,null]]',
    '[["PLAY","DAY",{}],["PLAY","WEEK",{}],["PLAY","MONTH",{}]]'
from player_gates
on conflict (player_id) do update set limits = excluded.limits, usage = excluded.usage
"""
NO_LIMIT = "update play_states set limits = '[]', usage = '[]'"


def main() -> None:
    with server() as running:
        uvloop.run(_measure(running))


async def _measure(running: EmbeddedPostgres) -> None:
    url = running.url()
    await prepare(url)
    connection = await asyncpg.connect(url)
    await connection.execute(EVERY_LIMIT)
    kinds = {"off": (NO_LIMIT, UNGUARDED), "on": (NO_LIMIT, PROCEDURES), "every limit set": (EVERY_LIMIT, PROCEDURES)}
    await connection.execute(EVERY_LIMIT)
    rates: dict[str, list[float]] = {name: [] for name in kinds}
    names = list(kinds)
    for number in range(WARM_UP + ROUNDS):
        # Side by side, and each first in its turn: a neighbour's load on the machine falls on all of them alike.
        for name in names[number % len(names) :] + names[: number % len(names)]:
            limits, procedures = kinds[name]
            await connection.execute(limits)
            rate = (await lane.run(url, SECONDS, procedures=procedures))[0]
            if number >= WARM_UP:  # until then sessions in play begin, which they do once in an hour of bets
                rates[name].append(rate)
        if number >= WARM_UP:
            print(", ".join(f"{name} {rates[name][-1]:,.0f}" for name in names) + " bets/s", flush=True)
    await connection.close()
    for name in names[1:]:
        ratio = median(rate / off for rate, off in zip(rates[name], rates["off"], strict=True))
        print(f"{name} / off".ljust(24) + f"{ratio:5.2f} x   goal {GOAL}")
