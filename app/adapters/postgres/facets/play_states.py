"""Play states, for the settlement lane: one statement reads all of a batch, one writes them."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from asyncpg import Connection, Record

from app.settlement.literals import columns, ids, moments, numbers, texts
from domain.responsible_gaming import (
    Bucket,
    Cycle,
    Flow,
    Limit,
    LimitKey,
    LimitKind,
    LimitPeriod,
    Pending,
    PlaySession,
    PlayState,
)
from domain.shared import PlayerId

LOAD = """
select player_id, limits, usage, pending, cycles, session_sign_in, session_started_at, session_last_bet_at,
    session_acknowledged_at, session_wagered, session_won, check_seconds, cap_age
from play_states where player_id = any($1::text::uuid[])
"""
# What the lane changes: limits, the interval and the age are others', who write them under the same lock.
PLAYED = """
insert into play_states (player_id, usage, pending, cycles, session_sign_in, session_started_at, session_last_bet_at,
    session_acknowledged_at, session_wagered, session_won)
select * from unnest($1::text::uuid[], $2::text::text[], $3::text::text[], $4::text::text[], $5::text::uuid[],
    $6::text::timestamptz[], $7::text::timestamptz[], $8::text::timestamptz[], $9::text::bigint[], $10::text::bigint[])
on conflict (player_id) do update set usage = excluded.usage, pending = excluded.pending, cycles = excluded.cycles,
    session_sign_in = excluded.session_sign_in, session_started_at = excluded.session_started_at,
    session_last_bet_at = excluded.session_last_bet_at, session_acknowledged_at = excluded.session_acknowledged_at,
    session_wagered = excluded.session_wagered, session_won = excluded.session_won
"""
SET = "update play_states set limits = $2, check_seconds = $3, cap_age = $4 where player_id = $1"
ENCODERS = (ids, texts, texts, texts, ids, moments, moments, moments, numbers, numbers)
_KINDS = {kind.value: kind for kind in LimitKind}
_PERIODS = {period.value: period for period in LimitPeriod}
_FLOWS = {flow.value: flow for flow in Flow}


class PlayStateStore:
    kind = PlayState

    async def load(self, connection: "Connection[Record]", keys: Sequence[Hashable]) -> Mapping[Hashable, PlayState]:
        wanted = [key for key in keys if isinstance(key, UUID)]
        return {row[0]: state_of(tuple(row)) for row in await connection.fetch(LOAD, ids(wanted))}

    async def save(self, connection: "Connection[Record]", changed: Sequence[PlayState]) -> None:
        await connection.execute(PLAYED, *columns([row_of(state) for state in changed], *ENCODERS))


def state_of(row: Sequence[Any]) -> PlayState:
    """``row`` has the columns of LOAD in order. An empty document, which most are, costs nothing."""
    return PlayState(
        PlayerId(row[0]),
        {} if row[1] == "[]" else _limits(row[1]),
        {} if row[2] == "[]" else _usage(orjson.loads(row[2])),
        {} if row[3] == "{}" else {key: Pending(*value) for key, value in orjson.loads(row[3]).items()},
        {} if row[4] == "{}" else {key: Cycle(*value) for key, value in orjson.loads(row[4]).items()},
        None if row[6] is None else PlaySession(*row[5:11]),
        row[11],
        row[12],
    )


def row_of(state: PlayState) -> tuple[Any, ...]:
    """As PLAYED takes it."""
    session = state.session
    played: tuple[UUID | None, datetime | None, datetime | None, datetime | None, int, int]
    played = (None, None, None, None, 0, 0)
    if session is not None:
        played = (
            session.sign_in,
            session.started_at,
            session.last_bet_at,
            session.acknowledged_at,
            session.wagered_euro_minor,
            session.won_euro_minor,
        )
    return (
        state.player_id,
        _usage_text(state) if state.usage else "[]",
        _text(state.pending) if state.pending else "{}",
        _text(state.cycles) if state.cycles else "{}",
        *played,
    )


def settings_of(state: PlayState) -> tuple[Any, ...]:
    """As SET takes it."""
    return state.player_id, _limits_text(state), state.check_seconds, state.cap_age


@lru_cache(maxsize=4_096)  # a player's limits are read with every bet, and seldom change
def _limits(stored: str) -> Mapping[LimitKey, Limit]:
    return {
        (_KINDS[kind], None if period is None else _PERIODS[period]): Limit(player, operator)
        for kind, period, player, operator in orjson.loads(stored)
    }


def _limits_text(state: PlayState) -> str:
    rows = [
        (kind.value, None if period is None else period.value, limit.player, limit.operator)
        for (kind, period), limit in state.limits.items()
    ]
    return _text(rows)


def _usage(stored: Sequence[tuple[str, str, Mapping[str, Sequence[Sequence[int]]]]]) -> Any:
    return {
        (_FLOWS[flow], _PERIODS[period]): {
            currency: tuple(Bucket(*bucket) for bucket in buckets) for currency, buckets in usage.items()
        }
        for flow, period, usage in stored
    }


def _usage_text(state: PlayState) -> str:
    return _text([(flow.value, period.value, usage) for (flow, period), usage in state.usage.items()])


def _text(document: object) -> str:
    return orjson.dumps(document, default=tuple).decode()  # a named tuple is written as its values
