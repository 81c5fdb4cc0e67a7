"""Levels, requirements and what was paid, for the settlement lane; it opens requirements, and judges no level."""

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Any

import orjson

from app.adapters.postgres.kyc.paid import PAID_IN
from app.settlement.literals import ids, moments, numbers, texts
from app.settlement.statement import Rows, Statement
from domain.jurisdiction import KycLevel
from domain.jurisdiction.profiles import VERSIONS
from domain.kyc import KycCase, KycRequirement, KycStatus, KycTally, Paid
from domain.shared import Clock, PlayerId

THRESHOLDS = {
    (profile.code, threshold.reason, threshold.days)
    for profile in VERSIONS.values()
    for threshold in profile.kyc.thresholds
}
"""Of every profile, in every version that is kept."""
_VALUES = ", ".join(
    f"('{code}', '{reason}', {'null' if days is None else days}::integer)"
    for code, reason, days in sorted(THRESHOLDS, key=str)
)
# Nothing is counted any more for a requirement that is open already: what was paid since is not even read.
_WAITING = f"""(
    select distinct threshold.days
    from (values {_VALUES}) threshold (code, reason, days)
    join player_gates g on g.player_id = player.id and g.jurisdiction = threshold.code
    where not exists (
        select from kyc_requirements known where known.player_id = player.id and known.reason = threshold.reason
    )
)"""  # noqa: S608 (constants)
READ = Statement(
    f"""
select player.id,
    (select json_agg(json_build_array(level, status, expires_at)) from kyc_cases where player_id = player.id),
    (select json_agg(json_build_array(reason, level, closes, opened_at, due_at) order by due_at, reason)
        from kyc_requirements where player_id = player.id),
    (select json_agg(json_build_array(days, currency, deposited, paid_out))
        from ({PAID_IN.format(windows=_WAITING)}) paid)
from unnest($1::text::uuid[], $2::text::timestamptz[]) player (id, now)
""",  # noqa: S608 (constants)
    (ids, moments),
)
OPEN = Statement(
    """
insert into kyc_requirements (player_id, reason, level, closes, opened_at, due_at)
select player_id, reason, level, closes::text[], opened_at, due_at from unnest($1::text::uuid[], $2::text::text[],
    $3::text::smallint[], $4::text::text[], $5::text::timestamptz[], $6::text::timestamptz[])
    opened (player_id, reason, level, closes, opened_at, due_at)
""",
    (ids, texts, numbers, texts, moments, moments),
)
# Who was never assessed still is to be: no profile has a version 0.
NOTE = Statement(
    """
insert into kyc_states (player_id, jurisdiction, profile_version, assessed_at)
select unnest($1::text::uuid[]), '', 0, $now::timestamptz
on conflict (player_id) do update set version = kyc_states.version + 1, assessed_at = excluded.assessed_at
""",
    (ids,),
)


class KycTallyStore:
    """``clock``: the lanes', so that windows begin by their time."""

    kind = KycTally
    read = READ

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def wanted(self, keys: Sequence[Hashable]) -> Rows:
        now = self._clock.now()
        return [(key, now) for key in keys]

    def facet(self, row: Sequence[Any]) -> KycTally:
        player_id, cases, requirements, paid = PlayerId(row[0]), *map(_list, row[1:])
        return KycTally(
            player_id,
            {case.level: case for case in (_case(player_id, *each) for each in cases)},
            tuple(_requirement(player_id, *each) for each in requirements),
            tuple(Paid(*each) for each in paid),
        )

    def writes(self, changed: Sequence[KycTally]) -> Sequence[tuple[Statement, Rows]]:
        opened = [tally for tally in changed if tally.opened]
        return [
            (OPEN, [_row(requirement) for tally in opened for requirement in tally.opened]),
            (NOTE, [(tally.player_id,) for tally in opened]),
        ]


def _list(stored: str | None) -> Sequence[Any]:
    found: Sequence[Any] = () if stored is None else orjson.loads(stored)
    return found


def _case(player_id: PlayerId, level: int, status: str, expires_at: str | None) -> KycCase:
    end = None if expires_at is None else datetime.fromisoformat(expires_at)
    return KycCase(player_id, KycLevel(level), KycStatus(status), expires_at=end)


def _requirement(
    player_id: PlayerId, reason: str, level: int, closes: Sequence[str], opened_at: str, due_at: str
) -> KycRequirement:
    return KycRequirement(
        player_id,
        reason,
        KycLevel(level),
        tuple(closes),
        datetime.fromisoformat(opened_at),
        datetime.fromisoformat(due_at),
    )


def _row(requirement: KycRequirement) -> tuple[Any, ...]:
    return (
        requirement.player_id,
        requirement.reason,
        requirement.level,
        texts(requirement.closes),
        requirement.opened_at,
        requirement.due_at,
    )
