"""A process of its own that plays on a shared wallet: ``python -m … <url> <name> <player> …``, results as JSON lines.

It says ``ready``, waits for a line, and then settles at once, per player: 40 bets of 1 with keys of its own in a round
that the processes share, 20 bets of 1 whose keys every process uses, and one win in ten.
"""

import asyncio
import json
import sys
from uuid import UUID

from domain.shared import PlayerId
from domain.wallet import Command
from tests.lanes import running_lanes
from tests.money_commands import bet, win


def commands(name: str, player: PlayerId) -> list[Command[object]]:
    own: list[Command[object]] = [bet(player, 1, f"{name}-{player}-{n}", round_="both") for n in range(40)]
    shared: list[Command[object]] = [bet(player, 1, f"both-{player}-{n}", round_=f"s{n}") for n in range(20)]
    wins: list[Command[object]] = [win(player, 1, f"{name}-win-{player}-{n}", round_="wins") for n in range(4)]
    return own + shared + wins


async def play(url: str, name: str, players: list[PlayerId]) -> None:
    async with running_lanes(url) as lanes:
        print("ready", flush=True)  # noqa: T201
        await asyncio.to_thread(sys.stdin.readline)
        sent = [command for player in players for command in commands(name, player)]
        answers = await asyncio.gather(*map(lanes.settle, sent), return_exceptions=True)
    for command, answer in zip(sent, answers, strict=True):
        print(json.dumps([command.key, type(answer).__name__, repr(answer)]))  # noqa: T201


if __name__ == "__main__":
    asyncio.run(play(sys.argv[1], sys.argv[2], [PlayerId(UUID(each)) for each in sys.argv[3:]]))
