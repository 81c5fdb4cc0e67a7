"""A game ends, locks and expires with the sign-in that launched it; what is owed arrives all the same."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from domain.identity import Login, Logout, RevokeOtherSessions, RevokeSession, Viewer
from domain.shared import Dispatch
from tests.builders import a_visit
from tests.game_providers.hub88.conftest import UNITS, Hub88Side, Seated
from tests.running import SignedInPlayer

PLAYERS_AT_ONCE = 24
BEFORE_THE_END = 100
"""Bets that pass first."""

End = Callable[[Dispatch, SignedInPlayer], Awaitable[object]]


async def revoke(dispatch: Dispatch, player: SignedInPlayer) -> None:
    other = await dispatch(Login(player.email, player.password, a_visit()))
    viewer = Viewer(player.id, other.session.id)
    await dispatch(RevokeSession(viewer, player.viewer.session_id, a_visit()))


async def revoke_others(dispatch: Dispatch, player: SignedInPlayer) -> None:
    other = await dispatch(Login(player.email, player.password, a_visit()))
    await dispatch(RevokeOtherSessions(Viewer(player.id, other.session.id), a_visit()))


async def log_out(dispatch: Dispatch, player: SignedInPlayer) -> None:
    await dispatch(Logout(player.viewer, None, a_visit()))


@pytest.mark.parametrize("end", [revoke, revoke_others, log_out])
async def test_once_the_end_is_acknowledged_not_one_bet_passes(
    hub88: Hub88Side, dispatch: Dispatch, player: SignedInPlayer, end: End
) -> None:
    seat = await hub88.launched_by(player, cash=100_000_00)
    passed, enough = 0, asyncio.Event()

    async def play() -> str:
        nonlocal passed
        while True:
            status: str = (await hub88.bet(seat))["status"]
            if status != "RS_OK":
                return status
            passed += 1
            if passed >= BEFORE_THE_END:
                enough.set()

    playing = [asyncio.create_task(play()) for _ in range(PLAYERS_AT_ONCE)]
    await enough.wait()
    await end(dispatch, player)
    taken = await hub88.transactions(seat)
    assert set(await asyncio.gather(*playing)) == {"RS_ERROR_TOKEN_EXPIRED"}
    assert await hub88.transactions(seat) == taken == passed
    assert await hub88.cash(seat) == 100_000_00 - passed * 1_00


async def set_session(hub88: Hub88Side, player: SignedInPlayer, column: str, value: str) -> None:
    statement = f"update sessions set {column} = {value} where id = $1"
    await hub88.platform.pool.execute(statement, player.viewer.session_id)


@pytest.mark.parametrize(
    ("column", "value", "status"),
    [
        ("expires_at", "now()", "RS_ERROR_TOKEN_EXPIRED"),
        ("locked_at", "now()", "RS_ERROR_USER_DISABLED"),
        ("last_active_at", "now() - interval '31 minutes'", "RS_ERROR_USER_DISABLED"),
    ],
)
async def test_only_bets_are_refused(
    hub88: Hub88Side, player: SignedInPlayer, column: str, value: str, status: str
) -> None:
    seat = await hub88.launched_by(player)
    first, second = hub88.transaction(seat), hub88.transaction(seat)
    for bet in (first, second):
        assert (await hub88.send("/transaction/bet", bet))["status"] == "RS_OK"
    await set_session(hub88, player, column, value)

    assert (await hub88.bet(seat))["status"] == status
    assert (await hub88.send("/transaction/bet", first))["status"] == "RS_OK", "a replay is told what was settled"
    won = await hub88.win(seat, reference_transaction_uuid=first["transaction_uuid"], amount=5 * UNITS)
    assert won["status"] == "RS_OK"
    back = await hub88.rollback(seat, reference_transaction_uuid=second["transaction_uuid"])
    assert back["status"] == "RS_OK"
    assert await hub88.cash(seat) == 100_00 - 1_00 + 5_00


async def active_at(hub88: Hub88Side, player: SignedInPlayer) -> datetime:
    found = await hub88.platform.pool.fetchval(
        "select last_active_at from sessions where id = $1", player.viewer.session_id
    )
    assert isinstance(found, datetime)
    return found


async def test_playing_is_being_there(hub88: Hub88Side, player: SignedInPlayer) -> None:
    seat: Seated = await hub88.launched_by(player)
    before = await active_at(hub88, player)
    assert (await hub88.bet(seat))["status"] == "RS_OK"
    assert await active_at(hub88, player) == before, "noted within the last minute"
    await set_session(hub88, player, "last_active_at", "now() - interval '29 minutes'")
    began = datetime.now(UTC)
    assert (await hub88.bet(seat))["status"] == "RS_OK"
    assert await active_at(hub88, player) >= began
    await set_session(hub88, player, "last_active_at", "now() - interval '29 minutes'")
    idle = await active_at(hub88, player)
    assert (await hub88.bet(seat, amount=1_000_000 * UNITS))["status"] == "RS_ERROR_NOT_ENOUGH_MONEY"
    assert await active_at(hub88, player) == idle
