"""A command that cannot be settled fails alone; whoever shared its batch is settled."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from app.settlement.lane import Judging
from app.settlement.lanes import SettlementLanes
from domain.games import BetPlaced, PlaceBet
from domain.games.procedures import PROCEDURES as GAMES
from domain.shared import Ids, PlayerId, Refusal, TryAgainLater
from domain.wallet import Account, Command, Decision, Facet, Position, Posting, Procedure, UnknownPlayer, UnknownWallet
from tests.lanes import balances, real_judging, running_lanes
from tests.money_commands import adjust, bet, hold, win
from tests.postgres.settlement.conftest import Seat


def a_bet(player: PlayerId) -> PlaceBet:
    return bet(player, 10, str(uuid4()))


POISON: dict[str, Callable[[PlayerId], Command[Any]]] = {
    "NUL in its key": lambda player: bet(player, 10, "a\0b"),
    "NUL in its round": lambda player: bet(player, 10, str(uuid4()), round_="\0"),
    "a lone surrogate": lambda player: bet(player, 10, f"\ud800{uuid4()}"),
    "NUL in a reason": lambda player: adjust(player, 10, str(uuid4()), reason="a\0b"),
    "an impossible currency": lambda player: replace(a_bet(player), currency="\0"),
    "a key of another type": lambda player: replace(a_bet(player), key=7),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("poison", POISON)
async def test_a_command_that_the_database_refuses_fails_alone(
    lanes: SettlementLanes, seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", poison: str
) -> None:
    player, neighbour = await seated(100), await seated(100)
    commands: list[Command[Any]] = [a_bet(player), a_bet(neighbour), POISON[poison](player), a_bet(player)]
    async with asyncio.timeout(3):
        answers = await asyncio.gather(*map(lanes.settle, commands), return_exceptions=True)
    assert [isinstance(answer, BetPlaced) for answer in answers] == [True, True, False, True], answers
    assert isinstance(answers[2], Exception)
    assert not isinstance(answers[2], TryAgainLater), "a poison command must not be sent again"
    assert (await balances(pool, player)).cash == 80
    assert (await balances(pool, neighbour)).cash == 90


@pytest.mark.parametrize("amount", [10**17, 2**63 - 1, 2**63, 10**40])
async def test_amounts_beyond_every_bound_are_refused(
    lanes: SettlementLanes, seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", amount: int
) -> None:
    player = await seated(100)
    answers = await asyncio.gather(
        lanes.settle(bet(player, amount, str(uuid4()))),
        lanes.settle(win(player, amount, str(uuid4()))),
        lanes.settle(adjust(player, -amount, str(uuid4()))),
        lanes.settle(hold(player, uuid4(), amount, str(uuid4()))),
        return_exceptions=True,
    )
    assert all(isinstance(answer, Refusal) for answer in answers), answers
    assert (await balances(pool, player)).cash == 100


async def test_strangers_and_wallets_that_do_not_exist_are_refused(lanes: SettlementLanes, seated: Seat) -> None:
    player = await seated(100)
    answers = await asyncio.gather(
        lanes.settle(a_bet(PlayerId(uuid4()))),
        lanes.settle(replace(a_bet(player), currency="BTC")),
        lanes.settle(a_bet(player)),
        return_exceptions=True,
    )
    assert isinstance(answers[0], UnknownPlayer)
    assert isinstance(answers[1], UnknownWallet)
    assert isinstance(answers[2], BetPlaced)


async def test_a_damaged_wallet_fails_alone_and_at_once(
    lanes: SettlementLanes, seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    """Its next sequence is taken, and will be the next time too: nobody waits for that to pass."""
    damaged, neighbour = await seated(100), await seated(100)
    await pool.execute("update wallets set sequence = 0 where player_id = $1", damaged)
    async with asyncio.timeout(3):
        answers = await asyncio.gather(
            *map(lanes.settle, (a_bet(damaged), a_bet(neighbour), a_bet(damaged))), return_exceptions=True
        )
    assert [type(answer) for answer in answers] == [
        asyncpg.UniqueViolationError,
        BetPlaced,
        asyncpg.UniqueViolationError,
    ]
    await pool.execute("update wallets set sequence = 1 where player_id = $1", damaged)


BUGS: dict[str, tuple[Posting, ...]] = {
    "does not sum to zero": (Posting(Account.CASH, -10), Posting(Account.IN_PLAY, 11)),
    "overdraws cash": (Posting(Account.CASH, -1_000), Posting(Account.IN_PLAY, 1_000)),
    "takes more than is in play": (Posting(Account.IN_PLAY, -50), Posting(Account.CASH, 50)),
    "opens the vault": (Posting(Account.VAULT, -10), Posting(Account.CASH, 10)),
    "posts nothing of nothing": (Posting(Account.CASH, 0), Posting(Account.IN_PLAY, 0)),
    "says another amount than it posts": (Posting(Account.CASH, -10), Posting(Account.IN_PLAY, 10)),
    "changes a facet without a key": (),
    "raises": (),
}


@pytest.mark.parametrize("bug", BUGS)
async def test_a_bug_in_a_decision_moves_nothing_and_fails_alone(
    seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]", postgres_url: str, bug: str
) -> None:
    """The decisions of stakes of 13 are broken."""

    def broken(position: Position, command: PlaceBet, now: datetime, ids: Ids) -> Decision[object] | Refusal:
        decision = GAMES[PlaceBet].decide(position, command, now, ids)  # type: ignore[arg-type]
        if command.stake_minor == 13:
            if bug == "raises":
                raise ZeroDivisionError
            assert isinstance(decision, Decision)
            if bug == "changes a facet without a key":
                decision.facet_changes = (Facet(),)
            else:
                decision.postings = BUGS[bug]
        return decision

    real = real_judging()
    rules = GAMES[PlaceBet].rules
    procedures = {**real.procedures, PlaceBet: Procedure(rules, broken)}
    player, neighbour = await seated(100), await seated(100)
    judging = Judging(procedures, real.stores, real.codec, real.clock, real.ids)
    async with running_lanes(postgres_url, judging=judging) as lanes:
        answers = await asyncio.gather(
            *map(lanes.settle, (a_bet(player), bet(player, 13, str(uuid4())), a_bet(player), a_bet(neighbour))),
            return_exceptions=True,
        )
    assert [isinstance(answer, BetPlaced) for answer in answers] == [True, False, True, True], answers
    assert (await balances(pool, player)).cash == 80
    assert (await balances(pool, player)).sequence == 3
