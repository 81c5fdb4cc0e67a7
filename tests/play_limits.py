"""Setting limits in a test as whoever manages them does: under the player's lock."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.adapters.postgres.responsible_gaming.play_states import PostgresPlayStates
from domain.responsible_gaming import FLOW_OF, Limit, LimitKey, PlayState
from domain.shared import PlayerId


async def set_limits(
    sessions: async_sessionmaker[AsyncSession],
    player_id: PlayerId,
    limits: Mapping[LimitKey, int],
    *,
    rolling: bool = False,
) -> None:
    """Replace the player's limits; what has to be counted from now is begun from the ledger."""
    async with sessions() as session:
        states = PostgresPlayStates(session)
        state = await states.lock(player_id)
        now, usage = datetime.now(UTC), dict(state.usage)
        for kind, period in limits:
            if kind in FLOW_OF and period is not None and (FLOW_OF[kind], period) not in usage:
                flow = (FLOW_OF[kind], period)
                usage[flow] = await states.from_ledger(player_id, flow, now, rolling=rolling)
        held = {key: Limit(player=value) for key, value in limits.items()}
        await states.save(replace(state, limits=held, usage=usage))
        await session.commit()


async def play_state(sessions: async_sessionmaker[AsyncSession], player_id: PlayerId) -> PlayState:
    async with sessions() as session:
        return await PostgresPlayStates(session).read(player_id)
