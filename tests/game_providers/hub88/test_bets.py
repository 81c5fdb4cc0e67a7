"""Bets, as Hub88 sends and repeats them."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.game_providers.hub88.conftest import UNITS, Hub88Side


async def test_takes_the_stake_and_answers_with_the_balance(hub88: Hub88Side) -> None:
    seat = await hub88.seat(cash=10_00)
    request = str(uuid4())
    reply = await hub88.bet(seat, amount=250_000, request_uuid=request)
    assert reply == {
        "status": "RS_OK",
        "user": seat.user,
        "request_uuid": request,
        "currency": "EUR",
        "balance": 750_000,
    }
    assert await hub88.cash(seat) == 7_50


async def test_a_replay_with_a_new_request_uuid_moves_nothing_and_gets_the_stored_answer(hub88: Hub88Side) -> None:
    seat = await hub88.seat(cash=10_00)
    bet = hub88.transaction(seat)
    first = await hub88.send("/transaction/bet", bet)
    await hub88.bet(seat)
    again = await hub88.send("/transaction/bet", bet)
    assert again["status"] == "RS_OK"
    assert again["balance"] == first["balance"] == 9 * UNITS
    assert again["request_uuid"] != first["request_uuid"]
    assert await hub88.cash(seat) == 8_00


async def test_copies_sent_at_once_are_taken_once(hub88: Hub88Side) -> None:
    seat = await hub88.seat(cash=10_00)
    bet = hub88.transaction(seat)
    replies = await asyncio.gather(*(hub88.send("/transaction/bet", bet) for _ in range(8)))
    assert {reply["status"] for reply in replies} == {"RS_OK"}
    assert {reply["balance"] for reply in replies} == {9 * UNITS}
    assert await hub88.cash(seat) == 9_00


@pytest.mark.parametrize(
    "other",
    [{"amount": 2 * UNITS}, {"round": "round-2"}, {"game_code": "tidal-reef"}, {"currency": "USD"}],
    ids=lambda other: next(iter(other)),
)
async def test_the_same_uuid_with_another_meaning_is_a_duplicate(hub88: Hub88Side, other: dict[str, Any]) -> None:
    seat = await hub88.seat()
    await hub88.platform.pool.execute("insert into wallets (player_id, currency) values ($1, 'USD')", seat.player)
    bet = hub88.transaction(seat)
    assert (await hub88.send("/transaction/bet", bet))["status"] == "RS_OK"
    reply = await hub88.send("/transaction/bet", {**bet, **other})
    assert reply["status"] == "RS_ERROR_DUPLICATE_TRANSACTION"
    assert await hub88.transactions(seat) == 1


async def test_the_same_uuid_of_another_user_is_a_duplicate(hub88: Hub88Side) -> None:
    seat, other = await hub88.seat(), await hub88.seat()
    bet = hub88.transaction(seat)
    await hub88.send("/transaction/bet", bet)
    reply = await hub88.send("/transaction/bet", {**bet, "user": other.user, "token": other.token})
    assert reply["status"] == "RS_ERROR_DUPLICATE_TRANSACTION"
    assert await hub88.cash(other) == 100_00


async def test_the_same_uuid_as_a_win_is_a_duplicate(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    bet = hub88.transaction(seat)
    await hub88.send("/transaction/bet", bet)
    reply = await hub88.send("/transaction/win", {**bet, "reference_transaction_uuid": bet["transaction_uuid"]})
    assert reply["status"] == "RS_ERROR_DUPLICATE_TRANSACTION"


async def test_without_the_money_the_real_balance_is_told(hub88: Hub88Side) -> None:
    seat = await hub88.seat(cash=99)
    reply = await hub88.bet(seat)
    assert (reply["status"], reply["balance"], reply["currency"]) == ("RS_ERROR_NOT_ENOUGH_MONEY", 99_000, "EUR")
    assert await hub88.transactions(seat) == 0


async def test_a_refused_bet_is_decided_again(hub88: Hub88Side) -> None:
    seat = await hub88.seat(cash=0)
    bet = hub88.transaction(seat)
    assert (await hub88.send("/transaction/bet", bet))["status"] == "RS_ERROR_NOT_ENOUGH_MONEY"
    await hub88.platform.pool.execute("update wallets set cash = 500 where player_id = $1", seat.player)
    assert (await hub88.send("/transaction/bet", bet))["status"] == "RS_OK"


async def test_a_free_bet_costs_nothing_and_opens_its_round(hub88: Hub88Side) -> None:
    seat = await hub88.seat(cash=5_00)
    bet = hub88.transaction(seat, is_free=True, amount=0)
    assert (await hub88.send("/transaction/bet", bet))["balance"] == 5 * UNITS
    reply = await hub88.win(seat, reference_transaction_uuid=bet["transaction_uuid"], is_free=True, amount=3 * UNITS)
    assert (reply["status"], reply["balance"]) == ("RS_OK", 8 * UNITS)


async def test_a_free_bet_that_costs_something_is_wrong_syntax(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    assert (await hub88.bet(seat, is_free=True))["status"] == "RS_ERROR_WRONG_SYNTAX"


async def test_excess_digits_are_wrong_syntax(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    assert (await hub88.bet(seat, amount=100_001))["status"] == "RS_ERROR_WRONG_SYNTAX"
    assert await hub88.transactions(seat) == 0


async def test_the_token_counts_for_bets(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    late = await hub88.seat(expires_in=timedelta(seconds=-1))
    other = await hub88.seat()
    assert (await hub88.bet(seat, token="0123456789"))["status"] == "RS_ERROR_INVALID_TOKEN"
    assert (await hub88.bet(seat, token="short"))["status"] == "RS_ERROR_INVALID_TOKEN"
    assert (await hub88.bet(seat, token=other.token))["status"] == "RS_ERROR_INVALID_TOKEN"
    assert (await hub88.bet(late))["status"] == "RS_ERROR_TOKEN_EXPIRED"


async def test_the_session_says_which_game_and_currency(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    await hub88.platform.pool.execute("insert into wallets (player_id, currency) values ($1, 'USD')", seat.player)
    assert (await hub88.bet(seat, game_code="other"))["status"] == "RS_ERROR_INVALID_GAME"
    assert (await hub88.bet(seat, currency="USD"))["status"] == "RS_ERROR_WRONG_CURRENCY"
    assert (await hub88.bet(seat, currency="GBP"))["status"] == "RS_ERROR_WRONG_CURRENCY"
    assert (await hub88.bet(seat, currency="BTC"))["status"] == "RS_ERROR_WRONG_CURRENCY"
    assert (await hub88.bet(seat, currency="ZZZ"))["status"] == "RS_ERROR_WRONG_CURRENCY"


async def test_a_closed_gate_disables_the_user(hub88: Hub88Side) -> None:
    seat = await hub88.seat(blocks=("bet:SELF_EXCLUDED",))
    assert (await hub88.bet(seat))["status"] == "RS_ERROR_USER_DISABLED"


async def test_yen_have_no_decimals(hub88: Hub88Side) -> None:
    seat = await hub88.seat(cash=1_000, currency="JPY")
    assert (await hub88.bet(seat, amount=50_000))["status"] == "RS_ERROR_WRONG_SYNTAX"
    assert (await hub88.bet(seat, amount=100 * UNITS))["balance"] == 900 * UNITS


async def test_a_bet_may_end_its_round_and_the_next_in_it_is_refused(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    assert (await hub88.bet(seat, round_closed=True))["status"] == "RS_OK"
    assert (await hub88.bet(seat))["status"] == "RS_ERROR_UNKNOWN"
    assert await hub88.cash(seat) == 99_00


async def test_a_replay_is_answered_though_session_and_gate_were_closed_since(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    bet = hub88.transaction(seat)
    first = await hub88.send("/transaction/bet", bet)
    pool = hub88.platform.pool
    await pool.execute("update game_sessions set ended_at = now() where player_id = $1", seat.player)
    await pool.execute("update player_gates set blocks = '{bet:SELF_EXCLUDED}' where player_id = $1", seat.player)
    again = await hub88.send("/transaction/bet", bet)
    assert (again["status"], again["balance"]) == ("RS_OK", first["balance"])
    assert (await hub88.bet(seat))["status"] == "RS_ERROR_TOKEN_EXPIRED"


async def test_bets_sent_at_once_never_spend_what_is_not_there(hub88: Hub88Side) -> None:
    seat = await hub88.seat(cash=5_00)
    replies = await asyncio.gather(*(hub88.bet(seat, round=f"r-{number}") for number in range(12)))
    statuses = sorted(reply["status"] for reply in replies)
    assert statuses == ["RS_ERROR_NOT_ENOUGH_MONEY"] * 7 + ["RS_OK"] * 5
    assert await hub88.cash(seat) == 0
