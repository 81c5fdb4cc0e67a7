"""What Hub88 asks about a player."""

from datetime import timedelta
from uuid import uuid4

from tests.game_providers.hub88.conftest import GAME, UNITS, Hub88Side


async def test_the_balance_of_the_session(hub88: Hub88Side) -> None:
    seat = await hub88.seat(cash=12_34)
    asked = {"user": seat.user, "token": seat.token, "game_code": GAME, "request_uuid": "r-1"}
    assert await hub88.send("/user/balance", asked) == {
        "status": "RS_OK",
        "user": seat.user,
        "request_uuid": "r-1",
        "currency": "EUR",
        "balance": 12_34 * 1000,
    }


async def test_a_deficit_is_shown_as_zero_and_an_expired_session_still_tells(hub88: Hub88Side) -> None:
    seat = await hub88.seat(cash=-5, expires_in=timedelta(seconds=-1))
    reply = await hub88.send("/user/balance", {"user": seat.user, "token": seat.token})
    assert (reply["status"], reply["balance"]) == ("RS_OK", 0)


async def test_the_balance_is_told_to_the_session_alone(hub88: Hub88Side) -> None:
    seat, other = await hub88.seat(), await hub88.seat()
    assert (await hub88.send("/user/balance", {"user": seat.user, "token": other.token}))["status"] == (
        "RS_ERROR_INVALID_TOKEN"
    )
    reply = await hub88.send("/user/balance", {"user": seat.user, "token": seat.token, "game_code": "other"})
    assert reply["status"] == "RS_ERROR_INVALID_GAME"


async def test_info_knows_who_is_there(hub88: Hub88Side) -> None:
    seat = await hub88.seat(cash=UNITS)
    assert (await hub88.send("/user/info", {"user": seat.user}))["status"] == "RS_OK"
    assert (await hub88.send("/user/info", {"user": uuid4().hex}))["status"] == "RS_ERROR_INVALID_TOKEN"
