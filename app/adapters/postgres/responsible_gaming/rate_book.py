"""Reference rates as staff set them."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.responsible_gaming.rate_book import HeldRate, RateChange

_HOLD = text("select euro_micros from reference_rates where currency = :currency for update")
_SET = text("""
    insert into reference_rates (currency, euro_micros, at) values (:currency, :after, :at)
    on conflict (currency) do update set euro_micros = excluded.euro_micros, at = excluded.at
""")
_NOTE = text("""
    insert into reference_rate_changes (id, currency, before_micros, after_micros, at, by)
    values (:id, :currency, :before, :after, :at, :by)
""")
_HELD = text("""
    select r.currency, r.euro_micros, r.at, coalesce(c.by, '') as by
    from reference_rates r left join lateral (
        select by from reference_rate_changes c where c.currency = r.currency order by c.at desc, c.id desc limit 1) c
        on true
    order by r.currency
""")


class PostgresRateBook:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def hold(self, currency: str) -> int | None:
        found: int | None = await self._session.scalar(_HOLD, {"currency": currency})
        return found

    async def keep(self, change: RateChange) -> None:
        row = {
            "id": change.id,
            "currency": change.currency,
            "before": change.before,
            "after": change.after,
            "at": change.at,
            "by": change.by,
        }
        await self._session.execute(_SET, row)
        await self._session.execute(_NOTE, row)

    async def held(self) -> Sequence[HeldRate]:
        rows = await self._session.execute(_HELD)
        return [HeldRate(row.currency, row.euro_micros, row.at, row.by) for row in rows]
