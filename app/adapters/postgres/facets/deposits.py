"""Deposits, for the settlement lane; it ends them, and never adds one."""

from collections.abc import Hashable, Sequence
from operator import attrgetter
from typing import Any

from app.settlement.literals import ids, moments, numbers, optional_texts, texts
from app.settlement.statement import Rows, Statement
from domain.payments import DepositFacet, DepositState

READ = Statement(
    """
select id, player_id, provider, amount, currency, state, reason, ended_at, paid_by
from deposits where id = any($1::text::uuid[])
""",
    (ids,),
)
MOVE = Statement(
    """
update deposits d set state = c.state, reason = c.reason, ended_at = c.ended_at, paid_by = c.paid_by
from unnest($1::text::uuid[], $2::text::smallint[], $3::text::text[], $4::text::timestamptz[], $5::text::text[])
    c (id, state, reason, ended_at, paid_by)
where d.id = c.id
""",
    (ids, numbers, texts, moments, optional_texts),
)
_moved = attrgetter("deposit_id", "state", "reason", "ended_at", "paid_by")


class DepositStore:
    kind = DepositFacet
    read = READ

    def wanted(self, keys: Sequence[Hashable]) -> Rows:
        return [(key,) for key in keys]

    def facet(self, row: Sequence[Any]) -> DepositFacet:
        deposit_id, player_id, provider, amount, currency, state, *end = row
        return DepositFacet(deposit_id, player_id, provider, amount, currency, DepositState(state), *end)

    def writes(self, changed: Sequence[DepositFacet]) -> Sequence[tuple[Statement, Rows]]:
        return [(MOVE, list(map(_moved, changed)))]
