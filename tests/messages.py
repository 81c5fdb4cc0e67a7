"""What the platform tells people, read from the sealed rows, whether sent already or not.

What had expired when it was written is left out: it was never meant to arrive.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from app.platform import Platform
from domain.identity.messages import Channel, Template


@dataclass(frozen=True, slots=True)
class SentMessage:
    channel: Channel
    to: str
    template: Template
    language: str
    facts: Mapping[str, str]


async def messages_to(platform: Platform, to: str) -> list[SentMessage]:
    """Newest first. ``to`` is an e-mail address, a number in E.164 form, or a Telegram chat id."""
    rows = await platform.pool.fetch(
        """
        select id, channel, template, language, recipient_sealed, facts_sealed from messages
        where recipient_sealed is not null and (expires_at is null or expires_at > created_at)
        order by created_at desc, id desc
        """
    )
    cipher = platform.identity.cipher
    return [
        SentMessage(
            Channel(row["channel"]),
            to,
            Template(row["template"]),
            row["language"],
            orjson.loads(cipher.open(row["facts_sealed"], f"messages/facts/{row['id']}")),
        )
        for row in rows
        if cipher.open(row["recipient_sealed"], f"messages/recipient/{row['id']}") == to
    ]


async def codes_to(platform: Platform, to: str) -> list[str]:
    """The codes in those messages, newest first."""
    return [message.facts["code"] for message in await messages_to(platform, to) if "code" in message.facts]
