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

ROUNDS = 5
SECONDS = 3
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
    on, limited = [], []
    for _ in range(ROUNDS):
        # Side by side: a neighbour's load on the machine falls on the rates of one round alike.
        await connection.execute(NO_LIMIT)
        off_rate = (await lane.run(url, SECONDS, procedures=UNGUARDED))[0]
        on_rate = (await lane.run(url, SECONDS, procedures=PROCEDURES))[0]
        await connection.execute(EVERY_LIMIT)
        limited_rate = (await lane.run(url, SECONDS, procedures=PROCEDURES))[0]
        on.append(on_rate / off_rate)
        limited.append(limited_rate / off_rate)
        print(f"off {off_rate:,.0f}, on {on_rate:,.0f}, every limit set {limited_rate:,.0f} bets/s", flush=True)
    await connection.close()
    print(f"\nrules on / off                       {median(on):5.2f} x   goal {GOAL}")
    print(f"every limit set / off                {median(limited):5.2f} x   goal {GOAL}")
