"""Lanes of two processes on the same wallets: never a double spend, never a deadlock that reaches a caller."""

import asyncio
import json
import sys
from collections import Counter

import asyncpg

from domain.shared import PlayerId
from tests.lanes import balances
from tests.postgres.settlement.conftest import Seat

CASH = 70
"""Of the 100 different bets of 1 that two processes send per player, so many are covered, and 8 more from the wins."""


async def test_two_processes_spend_a_wallet_once(
    seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", postgres_url: str
) -> None:
    players = [await seated(CASH) for _ in range(6)]
    processes = [await start(postgres_url, name, players) for name in ("one", "two")]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
    async with asyncio.timeout(60):
        outputs = [await process.communicate() for process in processes]
    results = [[json.loads(line) for line in output.splitlines()] for output, _ in outputs]
    kinds = Counter(kind for result in results for _, kind, _ in result)
    assert set(kinds) <= {"BetPlaced", "InsufficientFunds", "WinSettled"}, kinds
    assert kinds["WinSettled"] == 2 * 4 * len(players)

    told: dict[str, set[str]] = {}
    for result in results:
        for key, kind, reply in result:
            if kind == "BetPlaced":
                told.setdefault(key, set()).add(reply)
    assert all(len(replies) == 1 for replies in told.values()), "a key is told one thing, whoever asks"
    for player in players:
        after = await balances(pool, player)
        placed = sum(str(player) in key for key in told)
        assert (after.cash, after.in_play, after.sequence) == (CASH + 8 - placed, placed, 1 + 8 + placed)
        assert CASH <= placed <= CASH + 8


async def start(url: str, name: str, players: list[PlayerId]) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.postgres.settlement.player_process",
        url,
        name,
        *map(str, players),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process
