"""Wins: owed whatever became of the session, the player and the round."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import orjson
import pytest

from tests.game_providers.hub88.conftest import UNITS, Hub88Side, Seated


async def placed(hub88: Hub88Side, seat: Seated, **changes: Any) -> str:
    bet = hub88.transaction(seat, **changes)
    assert (await hub88.send("/transaction/bet", bet))["status"] == "RS_OK"
    return str(bet["transaction_uuid"])


async def test_pays_and_closes_the_round(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    bet = await placed(hub88, seat)
    reply = await hub88.win(seat, reference_transaction_uuid=bet, amount=5 * UNITS, round_closed=True)
    assert (reply["status"], reply["balance"]) == ("RS_OK", 104 * UNITS)
    row = await hub88.platform.pool.fetchrow("select state, in_play, won from rounds where player_id = $1", seat.player)
    assert tuple(row) == (2, 0, 5_00)


async def test_a_zero_win_tells_a_loss(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    bet = await placed(hub88, seat)
    reply = await hub88.win(seat, reference_transaction_uuid=bet, amount=0, round_closed=True)
    assert (reply["status"], reply["balance"]) == ("RS_OK", 99 * UNITS)


async def test_one_bet_may_win_several_times(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    bet = await placed(hub88, seat)
    for expected in (101, 103, 105):
        reply = await hub88.win(seat, reference_transaction_uuid=bet, amount=2 * UNITS)
        assert reply["balance"] == expected * UNITS


async def test_a_replay_moves_nothing(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    win = hub88.transaction(seat, reference_transaction_uuid=await placed(hub88, seat), amount=7 * UNITS)
    first = await hub88.send("/transaction/win", win)
    await placed(hub88, seat)
    again = await hub88.send("/transaction/win", win)
    assert again["balance"] == first["balance"] == 106 * UNITS
    assert await hub88.cash(seat) == 105_00


@pytest.mark.parametrize(
    "other",
    [{"amount": 2 * UNITS}, {"round": "round-2"}, {"game_code": "tidal-reef"}, {"reference_transaction_uuid": "other"}],
    ids=lambda other: next(iter(other)),
)
async def test_the_same_uuid_with_another_meaning_is_a_duplicate(hub88: Hub88Side, other: dict[str, Any]) -> None:
    seat = await hub88.seat()
    win = hub88.transaction(seat, reference_transaction_uuid=await placed(hub88, seat))
    await hub88.send("/transaction/win", win)
    reply = await hub88.send("/transaction/win", {**win, **other})
    assert reply["status"] == "RS_ERROR_DUPLICATE_TRANSACTION"
    assert await hub88.cash(seat) == 100_00


async def test_an_unknown_bet_does_not_exist(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    await placed(hub88, seat)
    reply = await hub88.win(seat, reference_transaction_uuid=str(uuid4()))
    assert reply["status"] == "RS_ERROR_TRANSACTION_DOES_NOT_EXIST"


async def test_a_win_for_a_bet_taken_back_is_refused(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    bet = await placed(hub88, seat)
    await hub88.rollback(seat, reference_transaction_uuid=bet)
    reply = await hub88.win(seat, reference_transaction_uuid=bet)
    assert reply["status"] == "RS_ERROR_TRANSACTION_ROLLED_BACK"
    assert await hub88.cash(seat) == 100_00


async def test_is_accepted_with_an_ended_session_and_for_a_blocked_player(hub88: Hub88Side) -> None:
    seat = await hub88.seat(expires_in=timedelta(hours=1))
    bet = await placed(hub88, seat)
    pool = hub88.platform.pool
    await pool.execute("update game_sessions set ended_at = now() where player_id = $1", seat.player)
    await pool.execute("update player_gates set blocks = '{bet:SELF_EXCLUDED}' where player_id = $1", seat.player)
    assert (await hub88.win(seat, reference_transaction_uuid=bet, amount=2 * UNITS))["status"] == "RS_OK"
    assert (await hub88.win(seat, reference_transaction_uuid=bet, token=None))["status"] == "RS_OK"


async def test_a_promotion_wins_without_a_bet_after_the_round(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    await placed(hub88, seat, round_closed=True)
    promotion = {"is_supplier_promo": True, "amount": 4 * UNITS}
    assert (await hub88.win(seat, **promotion))["balance"] == 103 * UNITS
    assert (await hub88.win(seat, **promotion, round="never-seen"))["balance"] == 107 * UNITS


async def test_only_a_promotion_may_come_without_a_reference(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    assert (await hub88.win(seat))["status"] == "RS_ERROR_WRONG_SYNTAX"


async def test_excess_digits_open_one_case_and_write_no_money(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    win = hub88.transaction(seat, reference_transaction_uuid=await placed(hub88, seat), amount=123_456)
    for _ in range(2):
        assert (await hub88.send("/transaction/win", win))["status"] == "RS_ERROR_WRONG_SYNTAX"
    cases = await hub88.platform.pool.fetch(
        "select kind, facts from staff_cases where subject = $1", f"hub88:{win['transaction_uuid']}"
    )
    assert len(cases) == 1
    assert orjson.loads(cases[0]["facts"])["amountHundredThousandths"] == 123_456
    assert await hub88.cash(seat) == 99_00


async def test_a_balance_may_not_outgrow_the_ledger(hub88: Hub88Side) -> None:
    seat = await hub88.seat(cash=10**17)
    bet = await placed(hub88, seat)
    reply = await hub88.win(seat, reference_transaction_uuid=bet, amount=2 * UNITS)
    assert reply["status"] == "RS_ERROR_UNKNOWN"
