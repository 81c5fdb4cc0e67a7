"""Messages to people, written in the transaction that causes them; ``app.wiring.message_work`` sends them."""

import orjson
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import Cipher
from app.adapters.postgres.tables.messages import MessageRow
from domain.identity.messages import Message
from domain.shared import Clock, Ids

_LONGEST_FACT = 1_000
"""A user agent may be as long as its sender likes."""


class PostgresMessenger:
    """Recipient and facts are sealed, bound to ``messages/recipient/<id>`` and ``messages/facts/<id>``."""

    def __init__(self, session: AsyncSession, cipher: Cipher, clock: Clock, ids: Ids) -> None:
        self._session = session
        self._cipher = cipher
        self._clock = clock
        self._ids = ids

    async def send(self, message: Message) -> None:
        id_, now = self._ids.new(), self._clock.now()
        facts = orjson.dumps({name: fact[:_LONGEST_FACT] for name, fact in message.facts.items()}).decode()
        await self._session.execute(
            insert(MessageRow).values(
                id=id_,
                player_id=message.player_id,
                channel=message.channel.value,
                template=message.template.value,
                language=message.language,
                recipient_sealed=self._cipher.seal(message.to, f"messages/recipient/{id_}"),
                facts_sealed=self._cipher.seal(facts, f"messages/facts/{id_}"),
                created_at=now,
                due_at=now,
                expires_at=message.expires_at,
                attempts=0,
            )
        )
