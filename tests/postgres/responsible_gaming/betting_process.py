"""A process of its own that bets without a pause: ``python -m … <url> <name> <player>``, a summary as JSON at the end.

It says ``ready``, begins at a line, and says ``betting`` once a bet was accepted. A second line tells that the
exclusion was acknowledged: the bets of 1 that it sends from then on are ``late``. It ends after three more rounds.
"""

import asyncio
import json
import sys
from collections import Counter
from uuid import UUID

from domain.shared import PlayerId
from tests.lanes import running_lanes
from tests.money_commands import bet

AT_ONCE = 20
LATE_ROUNDS = 3


async def play(url: str, name: str, player: PlayerId) -> None:
    async with running_lanes(url) as lanes:
        print("ready", flush=True)  # noqa: T201
        await asyncio.to_thread(sys.stdin.readline)
        told = asyncio.create_task(asyncio.to_thread(sys.stdin.readline))
        early: Counter[str] = Counter()
        late: Counter[str] = Counter()
        number = late_rounds = 0
        while late_rounds < LATE_ROUNDS:
            counted = late if told.done() else early
            late_rounds += told.done()
            sent = [bet(player, 1, f"{name}-{number}-{each}", round_=f"{name}-{number}") for each in range(AT_ONCE)]
            answers = await asyncio.gather(*map(lanes.settle, sent), return_exceptions=True)
            if not early["BetPlaced"] and any(type(answer).__name__ == "BetPlaced" for answer in answers):
                print("betting", flush=True)  # noqa: T201
            counted.update(type(answer).__name__ for answer in answers)
            number += 1
    print(json.dumps({"early": early, "late": late}))  # noqa: T201


if __name__ == "__main__":
    asyncio.run(play(sys.argv[1], sys.argv[2], PlayerId(UUID(sys.argv[3]))))
