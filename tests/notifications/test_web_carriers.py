"""SMS and Telegram, to a real HTTP server that answers as those companies document it."""

import base64
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs
from uuid import UUID

import httpx
import pytest

from app.adapters.notifications.carrier import NotTaken, Parcel, Undeliverable
from app.adapters.notifications.letters import Letter
from app.adapters.notifications.telegram import TelegramCarrier
from app.adapters.notifications.twilio import TwilioAccount, TwilioCarrier
from tests.fakes.shared import HeldClock
from tests.notifications.servers import WebApi, web_api

NOW = datetime(2026, 11, 20, 19, 24, tzinfo=UTC)
PARCEL = Parcel(
    UUID(int=7), "+4915112345678", Letter("Your code", "Ace: 482913", "482913\n"), "en", NOW + timedelta(minutes=10)
)
NO_ANSWER = "http://127.0.0.1:1"


@pytest.fixture
async def api() -> AsyncIterator[WebApi]:
    async with web_api() as serving:
        yield serving


def twilio(address: str, sender: str = "+15005550006") -> TwilioCarrier:
    account = TwilioAccount("AC123", "secret", sender)
    return TwilioCarrier(lambda: httpx.AsyncClient(base_url=address, trust_env=False), account, HeldClock(NOW))


def telegram(address: str) -> TelegramCarrier:
    return TelegramCarrier(lambda: httpx.AsyncClient(base_url=address, trust_env=False), "42:token")


async def test_twilio_is_given_a_form_with_the_time_that_is_left(api: WebApi) -> None:
    api.answers = [(201, {"sid": "SM1", "status": "queued"}, {})] * 2
    await twilio(api.address).carry(PARCEL)
    await twilio(api.address, "MG1").carry(PARCEL)
    by_number, by_service = api.taken
    assert by_number.path == "/2010-04-01/Accounts/AC123/Messages.json"
    assert by_number.headers["authorization"] == "Basic " + base64.b64encode(b"AC123:secret").decode()
    assert parse_qs(by_number.body.decode()) == {
        "To": ["+4915112345678"],
        "From": ["+15005550006"],
        "Body": ["Ace: 482913"],
        "ValidityPeriod": ["600"],
    }
    assert parse_qs(by_service.body.decode())["MessagingServiceSid"] == ["MG1"]


async def test_twilio_refuses_for_good_or_for_now(api: WebApi) -> None:
    api.answers = [
        (400, {"code": 21610, "message": "Attempt to send to unsubscribed recipient +4915112345678"}, {}),
        (429, {"code": 20429}, {"Retry-After": "30"}),
        (401, {"code": 20003}, {}),
        (503, {}, {}),
    ]
    with pytest.raises(Undeliverable) as gone:
        await twilio(api.address).carry(PARCEL)
    assert "49151" not in str(gone.value)
    with pytest.raises(NotTaken) as busy:
        await twilio(api.address).carry(PARCEL)
    assert busy.value.after_seconds == 30
    for _ in range(2):
        with pytest.raises(NotTaken):
            await twilio(api.address).carry(PARCEL)


async def test_telegram_is_given_the_text(api: WebApi) -> None:
    api.answers = [(200, {"ok": True, "result": {}}, {})]
    await telegram(api.address).carry(PARCEL)
    (taken,) = api.taken
    assert taken.path == "/bot42:token/sendMessage"
    message = json.loads(taken.body)
    assert (message["chat_id"], message["text"]) == ("+4915112345678", "482913\n")


@pytest.mark.parametrize(
    ("status", "told"), [(403, "Forbidden: bot was blocked by the user"), (400, "Bad Request: chat not found")]
)
async def test_telegram_has_nobody_there(api: WebApi, status: int, told: str) -> None:
    api.answers = [(status, {"ok": False, "error_code": status, "description": told}, {})]
    with pytest.raises(Undeliverable):
        await telegram(api.address).carry(PARCEL)


async def test_telegram_asks_to_wait(api: WebApi) -> None:
    api.answers = [(429, {"ok": False, "error_code": 429, "parameters": {"retry_after": 34}}, {})]
    with pytest.raises(NotTaken) as busy:
        await telegram(api.address).carry(PARCEL)
    assert busy.value.after_seconds == 34


async def test_nobody_there_is_another_time_and_no_token_is_told() -> None:
    for post in (telegram(NO_ANSWER), twilio(NO_ANSWER)):
        with pytest.raises(NotTaken) as away:
            await post.carry(PARCEL)
        assert str(away.value) == "ConnectError"
