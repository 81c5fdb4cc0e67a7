"""Play states, for the settlement lane."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import Any
from uuid import UUID

import orjson

from app.settlement.literals import ids, moments, texts
from app.settlement.statement import Rows, Statement
from domain.responsible_gaming import (
    Bucket,
    Cycle,
    Flow,
    FlowKey,
    Limit,
    LimitKey,
    LimitKind,
    LimitPeriod,
    Pending,
    PlaySession,
    PlayState,
    Usage,
)
from domain.shared import PlayerId, SessionId

READ = Statement(
    """
select player_id, nullif(limits, '[]'), nullif(usage, '[]'), nullif(pending, '{}'), nullif(cycles, '{}'),
    session_sign_in, session_started_at, session_last_bet_at, session_acknowledged_at, session_before, check_seconds,
    cap_age
from play_states where player_id = any($1::text::uuid[])
""",
    (ids,),
)
# What the lane changes: limits, the interval and the age are others', who write them under the same lock.
PLAYED = Statement(
    """
insert into play_states (player_id, usage, pending, cycles, session_sign_in, session_started_at, session_last_bet_at,
    session_acknowledged_at, session_before)
select * from unnest($1::text::uuid[], $2::text::text[], $3::text::text[], $4::text::text[], $5::text::uuid[],
    $6::text::timestamptz[], $7::text::timestamptz[], $8::text::timestamptz[], $9::text::text[])
on conflict (player_id) do update set usage = excluded.usage, pending = excluded.pending, cycles = excluded.cycles,
    session_sign_in = excluded.session_sign_in, session_started_at = excluded.session_started_at,
    session_last_bet_at = excluded.session_last_bet_at, session_acknowledged_at = excluded.session_acknowledged_at,
    session_before = excluded.session_before
""",
    (ids, texts, texts, texts, ids, moments, moments, moments, texts),
)
SET = "update play_states set limits = $2, check_seconds = $3, cap_age = $4 where player_id = $1"
_KINDS = {kind.value: kind for kind in LimitKind}
_PERIODS = {period.value: period for period in LimitPeriod}
_FLOWS: Mapping[tuple[str, str], FlowKey] = {
    (flow.value, period.value): (flow, period) for flow in Flow for period in LimitPeriod
}
_FLOW_NAMES = {key: names for names, key in _FLOWS.items()}
_bucket = partial(tuple.__new__, Bucket)  # a quarter of what Bucket's own constructor costs, for each bet's buckets


class PlayStateStore:
    kind = PlayState
    read = READ

    def wanted(self, keys: Sequence[Hashable]) -> Rows:
        return [(key,) for key in keys]

    def facet(self, row: Sequence[Any]) -> PlayState:
        return state_of(row)

    def writes(self, changed: Sequence[PlayState]) -> Sequence[tuple[Statement, Rows]]:
        return [(PLAYED, list(map(row_of, changed)))]


def state_of(row: Sequence[Any]) -> PlayState:
    """``row`` has the columns of READ in order. An empty document, which most are, is read as null."""
    return PlayState(
        PlayerId(row[0]),
        {} if row[1] is None else _limits(row[1]),
        {} if row[2] is None else _usage(row[2]),
        {} if row[3] is None else {key: Pending(*value) for key, value in orjson.loads(row[3]).items()},
        {} if row[4] is None else {key: Cycle(*value) for key, value in orjson.loads(row[4]).items()},
        None if row[6] is None else _session(*row[5:10]),
        row[10],
        row[11],
    )


def _session(
    sign_in: UUID | None, started_at: datetime, noted_bet_at: datetime, acknowledged_at: datetime | None, before: str
) -> PlaySession:
    known_as = None if sign_in is None else SessionId(sign_in)
    return PlaySession(known_as, started_at, noted_bet_at, acknowledged_at, _before(before))


@lru_cache(maxsize=8_192)  # it stays as it is while a session lasts
def _before(stored: str) -> Mapping[str, tuple[int, int]]:
    return {currency: (staked, won) for currency, (staked, won) in orjson.loads(stored).items()}


def row_of(state: PlayState) -> tuple[Any, ...]:
    """As PLAYED takes it."""
    session = state.session
    played: tuple[UUID | None, datetime | None, datetime | None, datetime | None, str] = (None, None, None, None, "{}")
    if session is not None:
        played = (
            session.sign_in,
            session.started_at,
            session.noted_bet_at,
            session.acknowledged_at,
            _text(session.before),
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


@lru_cache(maxsize=8_192)  # likewise: it changes when a bucket begins
def _usage(stored: str) -> Mapping[FlowKey, Usage]:
    return {
        _FLOWS[flow, period]: {currency: tuple(map(_bucket, buckets)) for currency, buckets in usage.items()}
        for flow, period, usage in orjson.loads(stored)
    }


def _usage_text(state: PlayState) -> str:
    return _text([(*_FLOW_NAMES[key], usage) for key, usage in state.usage.items()])


def _text(document: object) -> str:
    return orjson.dumps(document, default=tuple).decode()  # a named tuple is written as its values
