"""Consents; the table refuses any change of what was written."""

from collections.abc import Mapping, Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.identity.consent import Consent, ConsentChange, ContactChannel, MarketedProduct, Subject
from domain.shared import PlayerId

_ADD = text("""
    insert into consent_changes (id, player_id, channel, product, granted, changed_at)
    values (:id, :player_id, :channel, :product, :granted, :changed_at)
""")
_LATEST = text("""
    select distinct on (channel, product) channel, product, granted, changed_at
    from consent_changes where player_id = :player_id order by channel, product, id desc
""")


class PostgresConsents:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, changes: Sequence[ConsentChange]) -> None:
        if changes:
            await self._session.execute(
                _ADD,
                [
                    {
                        "id": change.id,
                        "player_id": change.player_id,
                        "channel": change.channel.value,
                        "product": change.product.value,
                        "granted": change.granted,
                        "changed_at": change.changed_at,
                    }
                    for change in changes
                ],
            )

    async def of(self, player_id: PlayerId) -> Mapping[Subject, Consent]:
        found: dict[Subject, Consent] = {}
        for channel, product, granted, changed_at in await self._session.execute(_LATEST, {"player_id": player_id}):
            subject = ContactChannel(channel), MarketedProduct(product)
            found[subject] = Consent(*subject, granted=granted, changed_at=changed_at)
        return found
