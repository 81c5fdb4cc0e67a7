"""Sending what was written to people: which carrier each channel has, and the worker behind the requests."""

import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import lru_cache

import httpx

from app.adapters.notifications.carrier import CARRY_SECONDS, Carrier, LocalMailbox, NoCarrier
from app.adapters.notifications.post_office import PostOffice
from app.adapters.notifications.smtp import MailServer, SmtpCarrier
from app.adapters.notifications.telegram import TelegramCarrier
from app.adapters.notifications.twilio import TwilioAccount, TwilioCarrier
from app.adapters.postgres.message_queue import MessageQueue
from app.platform import Platform
from app.settings import Settings
from domain.identity.messages import Channel
from domain.shared import Clock


def carriers(settings: Settings, clock: Clock) -> Mapping[Channel, Carrier]:
    """Outside production whatever is not set up stays in the local mailbox; in production it is given up.

    Raises:
        ValueError: CROUPIER_SMTP_URL cannot be read.
    """
    spare: Carrier = NoCarrier() if settings.production else LocalMailbox()
    found: dict[Channel, Carrier] = dict.fromkeys(Channel, spare)
    if settings.smtp_url:
        sender = settings.mail_from or "croupier@localhost"
        found[Channel.EMAIL] = SmtpCarrier(MailServer.read(settings.smtp_url), sender, settings.brand, clock)
    if settings.twilio_account_sid and settings.twilio_auth_token and settings.twilio_from:
        account = TwilioAccount(settings.twilio_account_sid, settings.twilio_auth_token, settings.twilio_from)
        found[Channel.SMS] = TwilioCarrier(lambda: http_client(settings.twilio_base_url), account, clock)
    if settings.telegram_bot_token:
        found[Channel.TELEGRAM] = TelegramCarrier(
            lambda: http_client(settings.telegram_base_url), settings.telegram_bot_token
        )
    return found


def message_queue(platform: Platform) -> MessageQueue:
    return MessageQueue(platform.pool, platform.identity.cipher)


@asynccontextmanager
async def message_work(platform: Platform) -> AsyncIterator[None]:
    """Entered by any number of processes at once."""
    settings, clock = platform.settings, platform.clock
    office = PostOffice(message_queue(platform), carriers(settings, clock), settings.brand, clock)
    await office.start()
    try:
        yield
    finally:
        await office.stop()


def http_client(base_url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=base_url, verify=_tls(), timeout=CARRY_SECONDS)


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """Reading the certificates takes longer than a request; once is enough."""
    return httpx.create_ssl_context()
