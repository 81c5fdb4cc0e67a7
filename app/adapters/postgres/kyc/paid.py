"""What KYC reads of payments: what was paid in and out, by window and currency."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.kyc import Paid
from domain.shared import PlayerId

# Confirmed deposits and paid withdrawals: states that the settlement lane alone writes, with their postings. For each
# window a look-up of its own, so that no more is read of somebody who has paid for years than the window holds.
PAID_IN = """
select window_.days, moved.currency, sum(moved.deposited)::bigint as deposited, sum(moved.paid_out)::bigint as paid_out
from {windows} window_ (days)
cross join lateral (
    select currency, amount as deposited, 0 as paid_out from deposits
    where player_id = player.id and state = 2
        and ended_at > coalesce(player.now - window_.days * interval '24 hours', '-infinity')
    union all
    select currency, 0, amount from withdrawals
    where player_id = player.id and state = 4
        and ended_at > coalesce(player.now - window_.days * interval '24 hours', '-infinity')
) moved
group by 1, 2
"""
"""Of ``player.id`` at ``player.now``, by the application's clock, in ``windows`` of days (null: ever)."""

_EACH = PAID_IN.format(windows="unnest(cast(:days as integer[]))")
_PAID = text(f"""
    select player.id, paid.* from unnest(cast(:ids as uuid[]), cast(:nows as timestamptz[])) player (id, now)
    cross join lateral ({_EACH}) paid
""")  # noqa: S608 (constants)


class PostgresPaid:
    """Implements Deposits."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def paid(
        self, ids: Collection[PlayerId], windows: Collection[int | None], now: datetime
    ) -> Mapping[PlayerId, Sequence[Paid]]:
        wanted = {"ids": list(ids), "nows": [now] * len(ids), "days": list(windows)}
        found: defaultdict[PlayerId, list[Paid]] = defaultdict(list)
        for player_id, *paid in await self._session.execute(_PAID, wanted):
            found[PlayerId(player_id)].append(Paid(*paid))
        return found
