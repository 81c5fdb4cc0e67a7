"""Play states, for the settlement lane: one statement reads all of a batch, one writes them."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
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
    LimitKind,
    LimitPeriod,
    Pending,
    PlaySession,
    PlayState,
)
from domain.shared import PlayerId

LOAD = """
select player_id, limits::text, usage::text, pending::text, cycles::text, session_sign_in, session_started_at,
    session_last_bet_at, session_acknowledged_at, session_wagered, session_won, check_seconds, cap_age
from play_states where player_id = any($1::text::uuid[])
"""
SAVE = """
insert into play_states as p (player_id, limits, usage, pending, cycles, session_sign_in, session_started_at,
    session_last_bet_at, session_acknowledged_at, session_wagered, session_won, check_seconds, cap_age)
select player_id, limits::jsonb, usage::jsonb, pending::jsonb, cycles::jsonb, sign_in, started_at, last_bet_at,
    acknowledged_at, wagered, won, nullif(check_seconds, -1), nullif(cap_age, -1)
from unnest($1::text::uuid[], $2::text::text[], $3::text::text[], $4::text::text[], $5::text::text[],
    $6::text::uuid[], $7::text::timestamptz[], $8::text::timestamptz[], $9::text::timestamptz[], $10::text::bigint[],
    $11::text::bigint[], $12::text::integer[], $13::text::smallint[])
    s (player_id, limits, usage, pending, cycles, sign_in, started_at, last_bet_at, acknowledged_at, wagered, won,
    check_seconds, cap_age)
on conflict (player_id) do update set limits = excluded.limits, usage = excluded.usage, pending = excluded.pending,
    cycles = excluded.cycles, session_sign_in = excluded.session_sign_in,
    session_started_at = excluded.session_started_at, session_last_bet_at = excluded.session_last_bet_at,
    session_acknowledged_at = excluded.session_acknowledged_at, session_wagered = excluded.session_wagered,
    session_won = excluded.session_won, check_seconds = excluded.check_seconds, cap_age = excluded.cap_age
"""
ENCODERS = (ids, texts, texts, texts, texts, ids, moments, moments, moments, numbers, numbers, numbers, numbers)
_NONE = -1
_KINDS = {kind.value: kind for kind in LimitKind}
_PERIODS = {period.value: period for period in LimitPeriod}
_FLOWS = {flow.value: flow for flow in Flow}


class PlayStateStore:
    kind = PlayState

    async def load(self, connection: "Connection[Record]", keys: Sequence[Hashable]) -> Mapping[Hashable, PlayState]:
        wanted = [key for key in keys if isinstance(key, UUID)]
        return {row[0]: state_of(tuple(row)) for row in await connection.fetch(LOAD, ids(wanted))}

    async def save(self, connection: "Connection[Record]", changed: Sequence[PlayState]) -> None:
        await connection.execute(SAVE, *columns([row_of(state) for state in changed], *ENCODERS))


def state_of(row: Sequence[Any]) -> PlayState:
    """``row`` has the columns of LOAD in order. An empty document, which most are, costs nothing."""
    return PlayState(
        PlayerId(row[0]),
        {} if row[1] == "[]" else _limits(orjson.loads(row[1])),
        {} if row[2] == "[]" else _usage(orjson.loads(row[2])),
        {} if row[3] == "{}" else {key: Pending(*value) for key, value in orjson.loads(row[3]).items()},
        {} if row[4] == "{}" else {key: Cycle(*value) for key, value in orjson.loads(row[4]).items()},
        None if row[6] is None else PlaySession(*row[5:11]),
        row[11],
        row[12],
    )


def row_of(state: PlayState) -> tuple[Any, ...]:
    """As SAVE takes it."""
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
        _limits_text(state) if state.limits else "[]",
        _usage_text(state) if state.usage else "[]",
        _text(state.pending) if state.pending else "{}",
        _text(state.cycles) if state.cycles else "{}",
        *played,
        _NONE if state.check_seconds is None else state.check_seconds,
        _NONE if state.cap_age is None else state.cap_age,
    )


def _limits(stored: Sequence[tuple[str, str | None, int | None, int | None]]) -> Any:
    return {
        (_KINDS[kind], None if period is None else _PERIODS[period]): Limit(player, operator)
        for kind, period, player, operator in stored
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
