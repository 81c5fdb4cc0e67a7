"""Settings, to carriers, to the worker: what a handler tells people arrives at real servers."""

import asyncio
from dataclasses import replace

import pytest

from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from app.wiring.message_work import carriers, message_work
from domain.identity.messages import Channel, Message, Template
from tests.messages import messages_to
from tests.notifications.servers import mail_server, web_api


async def tell(platform: Platform, channel: Channel, to: str) -> None:
    async with platform.sessions() as session:
        messenger = IdentityParts(platform).messenger(session)
        await messenger.send(Message(channel, to, Template.SIGN_IN_CODE, "de", {"code": "482913"}))
        await session.commit()


async def test_each_channel_by_its_settings(platform: Platform) -> None:
    async with mail_server() as box, web_api() as api:
        settings = platform.settings.model_copy(
            update={
                "brand": "Ace",
                "smtp_url": f"smtp+plain://127.0.0.1:{box.port}",
                "mail_from": "post@casino.example",
                "twilio_account_sid": "AC123",
                "twilio_auth_token": "secret",
                "twilio_from": "+15005550006",
                "twilio_base_url": api.address,
                "telegram_bot_token": "42:token",
                "telegram_base_url": api.address,
            }
        )
        configured = replace(platform, settings=settings)
        api.answers = [(201, {}, {}), (200, {"ok": True}, {})]
        async with message_work(configured):
            await tell(platform, Channel.EMAIL, "ann@example.com")
            await asyncio.wait_for(box.taken.wait(), 10)
            await tell(platform, Channel.SMS, "+4915112345678")
            sms = await asyncio.wait_for(api.arrived.get(), 10)
            await tell(platform, Channel.TELEGRAM, "4242")
            telegram = await asyncio.wait_for(api.arrived.get(), 10)

    (mail,) = box.mails
    assert (mail["From"], mail["Subject"]) == ("Ace <post@casino.example>", "Ihr Anmeldecode für Ace")
    assert sms.path == "/2010-04-01/Accounts/AC123/Messages.json"
    assert telegram.path == "/bot42:token/sendMessage"
    assert await messages_to(platform, "ann@example.com") == []
    left = "select count(*) from messages where sent_at is null or recipient_sealed is not null"
    assert await platform.pool.fetchval(left) == 0


async def test_development_keeps_everything_in_the_mailbox(platform: Platform) -> None:
    async with message_work(platform):
        await tell(platform, Channel.SMS, "+4915187654321")
        async with asyncio.timeout(10):
            while await platform.pool.fetchval("select exists (select from messages where sent_at is null)"):
                continue
    (message,) = await messages_to(platform, "+4915187654321")
    assert message.facts == {"code": "482913"}


def test_a_mail_server_that_cannot_be_read_does_not_start(platform: Platform) -> None:
    with pytest.raises(ValueError, match="CROUPIER_SMTP_URL"):
        carriers(platform.settings.model_copy(update={"smtp_url": "mail.example"}), platform.clock)
