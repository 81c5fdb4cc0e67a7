"""Withdrawals, for the settlement lane."""

from collections.abc import Hashable, Sequence
from operator import attrgetter
from typing import Any

from app.settlement.literals import ids, moments, numbers, texts
from app.settlement.statement import Rows, Statement
from domain.payments import WithdrawalFacet, WithdrawalState

READ = Statement(
    """
select id, player_id, idempotency_key, method, provider, amount, currency, state, reason, requested_at, ended_at,
    attempt_at is not null
from withdrawals where id = any($1::text::uuid[])
""",
    (ids,),
)
SAVE = Statement(
    """
insert into withdrawals (id, player_id, idempotency_key, method, provider, amount, currency, state, reason,
    requested_at, ended_at, attempt_at)
select id, player_id, idempotency_key, method, provider, amount, currency, state, reason, requested_at, ended_at,
    requested_at
from unnest($1::text::uuid[], $2::text::uuid[], $3::text::text[], $4::text::text[], $5::text::text[],
    $6::text::bigint[], $7::text::text[], $8::text::smallint[], $9::text::text[], $10::text::timestamptz[],
    $11::text::timestamptz[])
    c (id, player_id, idempotency_key, method, provider, amount, currency, state, reason, requested_at, ended_at)
on conflict (id) do update set state = excluded.state, reason = excluded.reason, ended_at = excluded.ended_at
""",
    (ids, ids, texts, texts, texts, numbers, texts, numbers, texts, moments, moments),
)
_row = attrgetter(
    "withdrawal_id",
    "player_id",
    "idempotency_key",
    "method",
    "provider",
    "amount_minor",
    "currency",
    "state",
    "reason",
    "requested_at",
    "ended_at",
)


class WithdrawalStore:
    kind = WithdrawalFacet
    read = READ

    def wanted(self, keys: Sequence[Hashable]) -> Rows:
        return [(key,) for key in keys]

    def facet(self, row: Sequence[Any]) -> WithdrawalFacet:
        withdrawal_id, player_id, key, method, provider, amount, currency, state, *rest = row
        return WithdrawalFacet(
            withdrawal_id, player_id, key, method, provider, amount, currency, WithdrawalState(state), *rest
        )

    def writes(self, changed: Sequence[WithdrawalFacet]) -> Sequence[tuple[Statement, Rows]]:
        return [(SAVE, list(map(_row, changed)))]
