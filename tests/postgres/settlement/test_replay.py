"""Idempotency: what a key is answered the second time, by whom and whenever it comes."""

import asyncio
from uuid import uuid4

import asyncpg
import pytest

from app.settlement.lanes import SettlementLanes
from domain.games import BetPlaced, RolledBack, RoundIsClosed
from domain.shared import IdempotencyConflict
from domain.wallet import AlreadyRolledBack, InsufficientFunds
from tests.lanes import balances, running_lanes
from tests.money_commands import (
    adjust,
    approve,
    bet,
    close,
    confirm,
    hold,
    reject,
    roll_back,
    settle_payout,
    submit,
    win,
)
from tests.postgres.ledger.conftest import order_deposit
from tests.postgres.settlement.conftest import Seat


async def test_a_replay_is_given_the_stored_reply_whatever_happened_since(
    lanes: SettlementLanes, seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    """Every kind of command, replayed after all of them."""
    player, deposit, paid, returned = await seated(100_00), uuid4(), uuid4(), uuid4()
    await order_deposit(pool, player, deposit, 5_00)
    commands = [
        confirm(player, deposit, 5_00, f"payment-{deposit}"),
        bet(player, 10_00, "r-bet"),
        win(player, 3_00, "r-win", bet_key="r-bet"),
        win(player, 0, "r-zero", bet_key="r-bet"),
        roll_back(player, "r-win", "r-rollback-win"),
        roll_back(player, "r-bet", "r-rollback-bet"),
        close(player, "r-close"),
        hold(player, paid, 1_00, "r-withdrawal-1"),
        approve(player, paid, "r-approve"),
        submit(player, paid, "r-submit"),
        settle_payout(player, paid, 1_00, "r-payout"),
        hold(player, returned, 1_00, "r-withdrawal-2"),
        reject(player, returned, "r-reject"),
        adjust(player, -1_00, "r-adjustment"),
    ]
    first = [await lanes.settle(command) for command in commands]
    before = await balances(pool, player)
    assert [await lanes.settle(command) for command in commands] == first
    assert await asyncio.gather(*(lanes.settle(command) for command in reversed(commands))) == first[::-1]
    assert await balances(pool, player) == before


async def test_the_same_key_with_another_meaning_is_a_conflict(
    lanes: SettlementLanes, seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    player = await seated(100)
    await lanes.settle(bet(player, 10, "m-1"))
    for other in (bet(player, 11, "m-1"), win(player, 10, "m-1"), bet(player, 10, "m-1", round_="another")):
        with pytest.raises(IdempotencyConflict):
            await lanes.settle(other)
    assert (await balances(pool, player)).cash == 90


async def test_a_key_is_its_callers_own(lanes: SettlementLanes, seated: Seat) -> None:
    player = await seated(100)
    await lanes.settle(bet(player, 10, "c-1"))
    await lanes.settle(adjust(player, 10, "c-1"))


async def test_a_refusal_is_decided_again(lanes: SettlementLanes, seated: Seat) -> None:
    player = await seated(5)
    with pytest.raises(InsufficientFunds) as refused:
        await lanes.settle(bet(player, 10, "d-1"))
    assert refused.value.playable_minor == 5
    await lanes.settle(adjust(player, 5, "d-2"))
    assert await lanes.settle(bet(player, 10, "d-1")) == BetPlaced(0, 3)


async def test_a_rollback_before_its_original_leaves_a_tombstone(
    lanes: SettlementLanes, seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    player = await seated(100)
    assert await lanes.settle(roll_back(player, "t-bet", "t-1")) == RolledBack(100, 1)
    with pytest.raises(AlreadyRolledBack):
        await lanes.settle(bet(player, 10, "t-bet"))
    assert await lanes.settle(roll_back(player, "t-bet", "t-1")) == RolledBack(100, 1)
    assert await lanes.settle(roll_back(player, "t-bet", "t-2")) == RolledBack(100, 1)
    assert (await balances(pool, player)).sequence == 1


async def test_a_tombstone_and_its_original_in_one_batch(lanes: SettlementLanes, seated: Seat) -> None:
    player = await seated(100)
    answers = await asyncio.gather(
        lanes.settle(roll_back(player, "u-bet", "u-1")),
        lanes.settle(bet(player, 10, "u-bet")),
        lanes.settle(bet(player, 10, "u-other")),
        lanes.settle(roll_back(player, "u-other", "u-2")),
        lanes.settle(close(player, "u-3")),
        lanes.settle(bet(player, 10, "u-late")),
        return_exceptions=True,
    )
    assert isinstance(answers[1], AlreadyRolledBack)
    assert isinstance(answers[5], RoundIsClosed)
    assert answers[3] == RolledBack(100, 3)


@pytest.mark.parametrize("attempt", range(5))
async def test_one_key_used_by_two_players_at_once_is_settled_once(
    lanes: SettlementLanes,
    seated: Seat,
    pool: "asyncpg.Pool[asyncpg.Record]",
    postgres_url: str,
    attempt: int,
) -> None:
    """In the same batch, and in two processes' lanes at once."""
    players = [await seated(100) for _ in range(4)]
    async with running_lanes(postgres_url) as others:
        answers = await asyncio.gather(
            *(
                door.settle(bet(player, 10, f"shared-{attempt}"))
                for door, player in zip((lanes, lanes, others, others), players, strict=True)
            ),
            return_exceptions=True,
        )
    assert sum(isinstance(answer, BetPlaced) for answer in answers) == 1, answers
    assert sum(isinstance(answer, IdempotencyConflict) for answer in answers) == 3, answers
    assert sum([(await balances(pool, player)).cash for player in players]) == 390
