"""Withdrawals, for the settlement lane."""

from collections.abc import Hashable, Mapping, Sequence

from asyncpg import Connection, Record

from domain.payments import WithdrawalFacet, WithdrawalState

LOAD = """
select id, player_id, idempotency_key, method, provider, amount, currency, state, reason, requested_at, ended_at,
    attempt_at is not null
from withdrawals where id = any($1::uuid[])
"""
SAVE = """
insert into withdrawals (id, player_id, idempotency_key, method, provider, amount, currency, state, reason,
    requested_at, ended_at, attempt_at)
select id, player_id, idempotency_key, method, provider, amount, currency, state, reason, requested_at, ended_at,
    requested_at
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::smallint[],
    $9::text[], $10::timestamptz[], $11::timestamptz[])
    c (id, player_id, idempotency_key, method, provider, amount, currency, state, reason, requested_at, ended_at)
on conflict (id) do update set state = excluded.state, reason = excluded.reason, ended_at = excluded.ended_at
"""


class WithdrawalStore:
    kind = WithdrawalFacet

    async def load(
        self, connection: "Connection[Record]", keys: Sequence[Hashable]
    ) -> Mapping[Hashable, WithdrawalFacet]:
        return {
            row[0]: WithdrawalFacet(
                row[0],
                row[1],
                row[2],
                row[3],
                row[4],
                row[5],
                row[6],
                WithdrawalState(row[7]),
                row[8],
                row[9],
                row[10],
                row[11],
            )
            for row in await connection.fetch(LOAD, keys)
        }

    async def save(self, connection: "Connection[Record]", changed: Sequence[WithdrawalFacet]) -> None:
        rows = (
            (
                w.withdrawal_id,
                w.player_id,
                w.idempotency_key,
                w.method,
                w.provider,
                w.amount_minor,
                w.currency,
                w.state,
                w.reason,
                w.requested_at,
                w.ended_at,
            )
            for w in changed
        )
        await connection.execute(SAVE, *zip(*rows, strict=True))
