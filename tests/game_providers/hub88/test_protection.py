"""What protects a player, in Hub88's own words: the next game is refused, and what is owed is paid."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from app.adapters.postgres.responsible_gaming.play_states import PostgresPlayStates
from domain.responsible_gaming import LimitKey, LimitKind, LimitPeriod
from domain.shared import PlayerId
from tests.game_providers.hub88.conftest import UNITS, Hub88Side, Seated
from tests.play_limits import set_limits

REACHED = "RS_ERROR_LIMIT_REACHED"


async def played_for(hub88: Hub88Side, seat: Seated, minutes: int) -> None:
    """The session that goes on, as if it had begun so long ago."""
    async with hub88.platform.sessions() as session:
        states = PostgresPlayStates(session)
        state = await states.lock(PlayerId(seat.player))
        assert state.session is not None
        begun = state.session.started_at - timedelta(minutes=minutes)
        await states.save(replace(state, session=replace(state.session, started_at=begun)))
        await session.commit()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ((LimitKind.WAGER, LimitPeriod.DAY), 150),
        ((LimitKind.LOSS, LimitPeriod.WEEK), 150),
        ((LimitKind.STAKE, None), 99),
        ((LimitKind.SESSION_TIME, None), 0),
    ],
)
async def test_a_limit_is_reached(hub88: Hub88Side, key: LimitKey, value: int) -> None:
    seat, first = await hub88.seat(), str(uuid4())
    assert (await hub88.bet(seat, transaction_uuid=first))["status"] == "RS_OK"
    await set_limits(hub88.platform.sessions, PlayerId(seat.player), {key: value})
    assert (await hub88.bet(seat, round="round-2"))["status"] == REACHED
    assert (await hub88.win(seat, amount=2 * UNITS, reference_transaction_uuid=first, round_closed=True))[
        "status"
    ] == "RS_OK"
    assert await hub88.cash(seat) == 100_00 - 100 + 200


@pytest.mark.clause("UK RTS 13B", rule="the game's provider is told no, and an open round is finished", field="")
async def test_a_reality_check_waits(hub88: Hub88Side) -> None:
    seat, first = await hub88.seat(), str(uuid4())
    assert (await hub88.bet(seat, transaction_uuid=first))["status"] == "RS_OK"
    await played_for(hub88, seat, 60)
    assert (await hub88.bet(seat, round="round-2"))["status"] == "RS_ERROR_USER_DISABLED"
    assert (await hub88.bet(seat))["status"] == "RS_OK", "of the round that is open"
    assert (await hub88.win(seat, reference_transaction_uuid=first, round_closed=True))["status"] == "RS_OK"
    assert await hub88.cash(seat) == 100_00 - 200 + 100


async def test_a_game_follows_too_soon(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    await hub88.platform.pool.execute("update player_gates set jurisdiction = 'GB' where player_id = $1", seat.player)
    assert (await hub88.bet(seat, round_closed=True))["status"] == "RS_OK"
    assert (await hub88.bet(seat, round="round-2"))["status"] == REACHED
