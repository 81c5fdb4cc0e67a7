"""Deposits, for the settlement lane; it ends them, and never adds one."""

from collections.abc import Hashable, Mapping, Sequence

from asyncpg import Connection, Record

from domain.payments import DepositFacet, DepositState

LOAD = """
select id, player_id, provider, amount, currency, state, reason, ended_at, paid_by
from deposits where id = any($1::uuid[])
"""
SAVE = """
update deposits d set state = c.state, reason = c.reason, ended_at = c.ended_at, paid_by = c.paid_by
from unnest($1::uuid[], $2::smallint[], $3::text[], $4::timestamptz[], $5::text[])
    c (id, state, reason, ended_at, paid_by)
where d.id = c.id
"""


class DepositStore:
    kind = DepositFacet

    async def load(self, connection: "Connection[Record]", keys: Sequence[Hashable]) -> Mapping[Hashable, DepositFacet]:
        return {
            row[0]: DepositFacet(row[0], row[1], row[2], row[3], row[4], DepositState(row[5]), row[6], row[7], row[8])
            for row in await connection.fetch(LOAD, keys)
        }

    async def save(self, connection: "Connection[Record]", changed: Sequence[DepositFacet]) -> None:
        rows = ((d.deposit_id, d.state, d.reason, d.ended_at, d.paid_by) for d in changed)
        await connection.execute(SAVE, *zip(*rows, strict=True))
