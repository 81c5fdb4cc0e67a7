"""Two processes bet without a pause while their player excludes themselves: not one stake after the answer."""

import asyncio
import json
import sys
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.platform import Platform
from domain.identity import Visit
from domain.responsible_gaming import SelfExclude, TakeTimeOut
from domain.shared import Dispatch, Message, PlayerId
from tests.lanes import balances
from tests.money_commands import CASINO, GAME, adjust, token_digest_of, win
from tests.running import SignedInPlayer, SignUp

CASH = 1_000_000


@pytest.mark.parametrize("kind", ["time-out", "self-exclusion"])
async def test_not_one_stake_is_accepted_after_the_answer(
    kind: str, platform: Platform, dispatch: Dispatch, sign_up: SignUp, postgres_url: str
) -> None:
    player = await sign_up()
    await seat_at_a_game(platform, player)
    processes = [await start(postgres_url, f"{kind}-{name}", player.id) for name in ("one", "two")]
    async with asyncio.timeout(120):
        for process in processes:
            write(process)
        for process in processes:
            assert process.stdout is not None
            assert await process.stdout.readline() == b"betting\n"
        exclude: Message[Any] = (
            TakeTimeOut(player.viewer, Visit(), 24) if kind == "time-out" else SelfExclude(player.viewer, Visit(), 6)
        )
        await dispatch(exclude)
        acknowledged = await balances(platform.pool, player.id)
        for process in processes:
            write(process)
        results = [json.loads((await process.communicate())[0]) for process in processes]
    for result in results:
        assert result["early"]["BetPlaced"] > 0
        assert "BetPlaced" not in result["late"], result
        assert sum(result["late"].values()) == 60
    assert await balances(platform.pool, player.id) == acknowledged, "no stake moved after the answer"
    placed = sum(result["early"]["BetPlaced"] for result in results)
    assert (acknowledged.cash, acknowledged.in_play) == (CASH - placed, placed)
    owed = await platform.settlement.settle(win(player.id, 5, f"late-{kind}", round_=f"{kind}-one-0"))
    assert owed is not None
    assert (await balances(platform.pool, player.id)).cash == acknowledged.cash + 5, "what is owed still arrives"


async def seat_at_a_game(platform: Platform, player: SignedInPlayer) -> None:
    now = platform.clock.now()
    await platform.pool.execute("update player_gates set blocks = '{}' where player_id = $1", player.id)
    await platform.pool.execute(
        "insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at, expires_at,"
        " session_id) values ($1, $2, $3, $4, $5, 'EUR', $6, $7, $8)",
        uuid4(),
        token_digest_of(player.id),
        player.id,
        CASINO,
        GAME,
        now,
        now + timedelta(days=1),
        player.viewer.session_id,
    )
    await platform.settlement.settle(adjust(player.id, CASH, f"opening-{player.id}"))


async def start(url: str, name: str, player: PlayerId) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.postgres.responsible_gaming.betting_process",
        url,
        name,
        str(player),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process


def write(process: asyncio.subprocess.Process) -> None:
    assert process.stdin is not None
    process.stdin.write(b"go\n")
