"""Turnstile and hCaptcha through the API, with the company's side next door."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Literal

import httpx
import orjson
import pytest
from starlette.requests import Request
from starlette.responses import Response

from app.composition import open_platform
from app.http.server import build_app
from tests.graphql_api.identity.conftest import ORIGIN, Api
from tests.graphql_api.identity.documents import REGISTER, registration
from tests.neighbour import neighbour
from tests.running import settings_for_tests

KINDS: tuple[Literal["turnstile", "hcaptcha"], ...] = ("turnstile", "hcaptcha")


@dataclass
class Company:
    """Knows one token; away while ``away``."""

    away: bool = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        request = Request(scope, receive)
        form = (await request.body()).decode()
        if self.away:
            return await Response(status_code=503)(scope, receive, send)
        good = "response=a-good-token" in form and "secret=hush" in form and "remoteip=198.51.100.9" in form
        verdict = {"success": good, "hostname": "127.0.0.1", "action": "register", "error-codes": []}
        await Response(orjson.dumps(verdict))(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Checked:
    api: Api
    company: Company
    kind: str

    async def register(self, answer: str | None) -> dict[str, Any]:
        named = registration("widget@example.com")
        named["input"]["botCheck"] = answer  # type: ignore[assignment]
        found: dict[str, Any] = (await self.api(REGISTER, named))["register"]
        return found


@pytest.fixture(params=KINDS)
async def checked(
    request: pytest.FixtureRequest, postgres_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Checked]:
    company = Company()
    async with neighbour(company) as url:
        settings = settings_for_tests(tmp_path_factory.mktemp("data")).model_copy(
            update={
                "bot_check": request.param,
                "bot_check_site_key": "a-site-key",
                "bot_check_secret": "hush",
                "bot_check_base_url": url,
            }
        )
        async with open_platform(settings, postgres_url) as platform:
            transport = httpx.ASGITransport(build_app(platform), client=("198.51.100.9", 1234))
            async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
                yield Checked(Api(http), company, request.param.upper())


async def test_the_widgets_token_opens_the_door(checked: Checked) -> None:
    offer = (await checked.api("{ botCheck { kind siteKey challenge expiresAt } }"))["botCheck"]
    assert offer == {"kind": checked.kind, "siteKey": "a-site-key", "challenge": None, "expiresAt": None}
    for nothing in (None, "", "another-token", "\ud800"):
        assert (await checked.register(nothing))["code"] in ("BOT_CHECK_FAILED", "INVALID_INPUT")
    assert (await checked.register("a-good-token"))["__typename"] == "RegisterSuccess"


async def test_nobody_is_called_a_bot_while_the_company_is_away(checked: Checked) -> None:
    checked.company.away = True
    assert (await checked.register("a-good-token"))["code"] == "TRY_AGAIN_LATER"
