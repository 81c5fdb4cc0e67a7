"""Staff give a payout up: never while the worker may be making it."""

from uuid import uuid4

import asyncpg
import pytest

from app.settlement.lanes import SettlementLanes
from domain.payments import WithdrawalMovedOn
from domain.payments.use_cases.reject_withdrawal import GiveUpWithdrawal
from domain.shared import PlayerId, WithdrawalId
from tests.lanes import balances
from tests.money_commands import BANK, approve, hold, submit
from tests.postgres.settlement.conftest import Seat


def give_up(player: PlayerId, withdrawal: WithdrawalId) -> GiveUpWithdrawal:
    return GiveUpWithdrawal(player, "EUR", "payments", f"{withdrawal}-fail", b"fail", withdrawal, BANK, "no payout")


async def test_an_attempt_under_way_is_seen_under_the_lock(
    lanes: SettlementLanes, seated: Seat, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    player, withdrawal = await seated(100), WithdrawalId(uuid4())
    await lanes.settle(hold(player, withdrawal, 60, f"{withdrawal}-hold"))
    await lanes.settle(approve(player, withdrawal, f"{withdrawal}-approve"))
    await lanes.settle(submit(player, withdrawal, f"{withdrawal}-submit"))
    with pytest.raises(WithdrawalMovedOn):
        await lanes.settle(give_up(player, withdrawal))
    assert (await balances(pool, player)).withdrawal_hold == 60

    await pool.execute("update withdrawals set attempt_at = null where id = $1", withdrawal)
    for _ in range(2):
        assert (await lanes.settle(give_up(player, withdrawal))).state == "FAILED"
    after = await balances(pool, player)
    assert (after.cash, after.withdrawal_hold) == (100, 0)
