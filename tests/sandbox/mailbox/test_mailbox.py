"""The local mailbox: its JSON, and that production has none."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

import httpx
import pytest

from app.http.server import build_app
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from app.wiring.message_work import carriers
from domain.identity.messages import Channel, Message, Template


async def tell(platform: Platform, to: str, code: str, channel: Channel = Channel.EMAIL, language: str = "en") -> None:
    async with platform.sessions() as session:
        messenger = IdentityParts(platform).messenger(session)
        await messenger.send(Message(channel, to, Template.SIGN_IN_CODE, language, {"code": code}))
        await session.commit()


@pytest.fixture
async def http(platform: Platform) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(build_app(platform)), base_url="http://test") as client:
        yield client


async def test_messages_are_there_as_soon_as_they_commit_newest_first(
    platform: Platform, http: httpx.AsyncClient
) -> None:
    await tell(platform, "Ann@example.com", "111111")
    await tell(platform, "ann@example.com", "222222", language="de")
    await tell(platform, "+4915112345678", "333333", Channel.SMS)
    everything = (await http.get("/sandbox/mailbox.json")).json()
    assert [(each["to"], each["channel"]) for each in everything[:3]] == [
        ("+4915112345678", "SMS"),
        ("ann@example.com", "EMAIL"),
        ("Ann@example.com", "EMAIL"),
    ]
    assert everything[0]["text"] == "Croupier: 333333 is your code to sign in."
    to_ann = (await http.get("/sandbox/mailbox.json", params={"to": "ann@EXAMPLE.com"})).json()
    assert [each["subject"] for each in to_ann] == ["Ihr Anmeldecode für Croupier", "Your Croupier sign-in code"]
    assert "222222" in to_ann[0]["text"]
    assert set(to_ann[0]) == {"to", "channel", "subject", "text", "sentAt"}
    assert datetime.fromisoformat(to_ann[0]["sentAt"]).tzinfo is not None


async def test_nobody_got_anything(http: httpx.AsyncClient) -> None:
    assert (await http.get("/sandbox/mailbox.json", params={"to": "nobody@example.com"})).json() == []


async def test_the_page_runs_only_its_own_script(http: httpx.AsyncClient) -> None:
    page = await http.get("/sandbox/mailbox")
    assert page.status_code == 200
    nonce = page.text.split('nonce="', 1)[1].split('"', 1)[0]
    assert f"script-src 'nonce-{nonce}'" in page.headers["content-security-policy"]
    assert nonce not in (await http.get("/sandbox/mailbox")).text


async def test_a_channel_that_a_company_carries_is_not_shown(platform: Platform) -> None:
    settings = platform.settings.model_copy(
        update={"telegram_bot_token": "42:token", "smtp_url": "smtp://mail.example"}
    )
    kept = {channel for channel, carrier in carriers(settings, platform.clock).items() if carrier.keeps}
    assert kept == {Channel.SMS}


async def test_production_has_none(platform: Platform) -> None:
    production = replace(platform, settings=platform.settings.model_copy(update={"env": "production"}))
    transport = httpx.ASGITransport(build_app(production))
    async with httpx.AsyncClient(transport=transport, base_url="https://test") as client:
        for path in ("/sandbox/mailbox", "/sandbox/mailbox.json"):
            assert (await client.get(path)).status_code == 404
    assert not any(carrier.keeps for carrier in carriers(production.settings, platform.clock).values())
