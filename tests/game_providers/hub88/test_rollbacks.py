"""Rollbacks: always accepted, in any order, and never twice."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.game_providers.hub88.conftest import UNITS, Hub88Side


async def test_gives_a_stake_back(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    bet = hub88.transaction(seat)
    await hub88.send("/transaction/bet", bet)
    reply = await hub88.rollback(seat, reference_transaction_uuid=bet["transaction_uuid"])
    assert (reply["status"], reply["currency"], reply["balance"]) == ("RS_OK", "EUR", 100 * UNITS)


async def test_the_bet_repeated_after_its_rollback_moves_nothing(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    bet = hub88.transaction(seat)
    await hub88.send("/transaction/bet", bet)
    await hub88.rollback(seat, reference_transaction_uuid=bet["transaction_uuid"])
    await hub88.send("/transaction/bet", bet)
    assert await hub88.cash(seat) == 100_00


async def test_a_replay_moves_nothing(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    bet, uuid = hub88.transaction(seat), str(uuid4())
    await hub88.send("/transaction/bet", bet)
    for _ in range(3):
        reply = await hub88.rollback(seat, transaction_uuid=uuid, reference_transaction_uuid=bet["transaction_uuid"])
        assert (reply["status"], reply["balance"]) == ("RS_OK", 100 * UNITS)
    other = await hub88.rollback(seat, transaction_uuid=uuid, reference_transaction_uuid="another")
    assert other["status"] == "RS_ERROR_DUPLICATE_TRANSACTION"


async def test_a_second_rollback_of_the_same_bet_succeeds_and_moves_nothing(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    bet = hub88.transaction(seat)
    await hub88.send("/transaction/bet", bet)
    for _ in range(2):
        assert (await hub88.rollback(seat, reference_transaction_uuid=bet["transaction_uuid"]))["status"] == "RS_OK"
    assert await hub88.cash(seat) == 100_00


async def test_before_its_bet_it_leaves_a_tombstone(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    bet = hub88.transaction(seat)
    reply = await hub88.rollback(seat, reference_transaction_uuid=bet["transaction_uuid"])
    assert (reply["status"], reply["balance"]) == ("RS_OK", 100 * UNITS)
    assert (await hub88.send("/transaction/bet", bet))["status"] == "RS_ERROR_TRANSACTION_ROLLED_BACK"
    assert await hub88.transactions(seat) == 0


async def test_takes_a_win_back_even_when_it_was_spent(hub88: Hub88Side) -> None:
    seat = await hub88.seat(cash=1_00)
    bet, win = hub88.transaction(seat), str(uuid4())
    await hub88.send("/transaction/bet", bet)
    reference = bet["transaction_uuid"]
    await hub88.win(seat, transaction_uuid=win, reference_transaction_uuid=reference, amount=10 * UNITS)
    await hub88.bet(seat, amount=8 * UNITS)
    reply = await hub88.rollback(seat, reference_transaction_uuid=win)
    assert (reply["status"], reply["balance"]) == ("RS_OK", 0)
    assert await hub88.cash(seat) == -8_00
    assert (await hub88.bet(seat, amount=1_000))["status"] == "RS_ERROR_NOT_ENOUGH_MONEY"


async def test_is_accepted_after_the_session_and_for_a_blocked_player(hub88: Hub88Side) -> None:
    seat = await hub88.seat(expires_in=timedelta(seconds=1000))
    bet = hub88.transaction(seat)
    await hub88.send("/transaction/bet", bet)
    pool = hub88.platform.pool
    await pool.execute("update game_sessions set ended_at = now() where player_id = $1", seat.player)
    await pool.execute("update player_gates set blocks = '{bet:SELF_EXCLUDED}' where player_id = $1", seat.player)
    reply = await hub88.rollback(seat, reference_transaction_uuid=bet["transaction_uuid"], token="another-token")
    assert (reply["status"], reply["balance"]) == ("RS_OK", 100 * UNITS)


async def test_after_the_round_closed_the_house_gives_the_stake_back(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    bet = hub88.transaction(seat, round_closed=True)
    await hub88.send("/transaction/bet", bet)
    reply = await hub88.rollback(seat, reference_transaction_uuid=bet["transaction_uuid"])
    assert reply["balance"] == 100 * UNITS


async def test_what_is_of_another_round_or_player_is_not_taken_back(hub88: Hub88Side) -> None:
    seat, other = await hub88.seat(), await hub88.seat()
    bet = hub88.transaction(seat)
    await hub88.send("/transaction/bet", bet)
    reference = bet["transaction_uuid"]
    not_there = "RS_ERROR_TRANSACTION_DOES_NOT_EXIST"
    assert (await hub88.rollback(seat, round="r-2", reference_transaction_uuid=reference))["status"] == not_there
    assert (await hub88.rollback(other, reference_transaction_uuid=reference))["status"] == not_there
    assert await hub88.cash(seat) == 99_00


async def test_finds_the_wallet_of_the_round_among_several(hub88: Hub88Side) -> None:
    seat = await hub88.seat(currency="USD")
    await hub88.platform.pool.execute("insert into wallets (player_id, currency) values ($1, 'EUR')", seat.player)
    bet = hub88.transaction(seat)
    await hub88.send("/transaction/bet", bet)
    reply = await hub88.rollback(seat, reference_transaction_uuid=bet["transaction_uuid"], token=None)
    assert (reply["currency"], reply["balance"]) == ("USD", 100 * UNITS)


@pytest.mark.parametrize("token", ["", "short", "x" * 300, "with a blank in it", 7, None])
async def test_no_token_stands_in_its_way(hub88: Hub88Side, token: object) -> None:
    """What is owed is owed, whatever the token has become."""
    seat = await hub88.seat()
    bet = hub88.transaction(seat)
    await hub88.send("/transaction/bet", bet)
    reply = await hub88.rollback(seat, token=token, reference_transaction_uuid=bet["transaction_uuid"])
    assert (reply["status"], reply["balance"]) == ("RS_OK", 100 * UNITS)
    early = await hub88.rollback(seat, token=token, reference_transaction_uuid=str(uuid4()))
    assert early["status"] == "RS_OK"
