"""Turnstile and hCaptcha: what is sent, and what is believed, over real HTTP."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import orjson
import pytest
from starlette.requests import Request
from starlette.responses import Response

from app.adapters.bot_checks.hcaptcha import hcaptcha
from app.adapters.bot_checks.site_verify import SiteVerify
from app.adapters.bot_checks.turnstile import turnstile
from domain.identity import BotCheckFailed, Visit
from domain.identity.guards import BotCheckKind, BotCheckOffer
from domain.shared import TryAgainLater
from tests.fakes.shared import HeldClock
from tests.neighbour import neighbour

NOW = HeldClock().now()
HOSTS = frozenset({"casino.example"})
GOOD = {"success": True, "hostname": "casino.example", "action": "register", "error-codes": []}


@dataclass
class Company:
    """Answers ``verdict`` and keeps the forms that it was sent."""

    verdict: object = field(default_factory=lambda: dict(GOOD))
    status: int = 200
    silent: bool = False
    forms: list[dict[str, list[str]]] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        request = Request(scope, receive)
        assert (request.method, request.url.path) == ("POST", "/siteverify")
        self.forms.append(parse_qs((await request.body()).decode()))
        if self.silent:
            await asyncio.Event().wait()
        body = self.verdict if isinstance(self.verdict, bytes) else orjson.dumps(self.verdict)
        await Response(body, self.status)(scope, receive, send)


@pytest.fixture
def company() -> Company:
    return Company()


@pytest.fixture(params=["turnstile", "hcaptcha"])
async def check(request: pytest.FixtureRequest, company: Company) -> AsyncIterator[SiteVerify]:
    make = turnstile if request.param == "turnstile" else hcaptcha
    async with neighbour(company) as url:
        yield make("site-key", "the secret", HOSTS, url)


async def passes(check: SiteVerify, answer: str | None = "a token") -> bool:
    try:
        await check.require(answer, Visit("203.0.113.7"), NOW)
    except BotCheckFailed:
        return False
    return True


async def test_shows_the_token_and_the_visitor_and_offers_the_site_key(check: SiteVerify, company: Company) -> None:
    assert check.offer(NOW) == BotCheckOffer(check.kind, site_key="site-key")
    assert await passes(check)
    (form,) = company.forms
    expected = {"secret": ["the secret"], "response": ["a token"], "remoteip": ["203.0.113.7"]}
    assert form == expected | ({"sitekey": ["site-key"]} if check.kind is BotCheckKind.HCAPTCHA else {})
    assert "the secret" not in repr(check)


@pytest.mark.parametrize("answer", [None, "", "x" * 10_000, "ünreadable"])
async def test_asks_nobody_about_what_cannot_be_a_token(check: SiteVerify, company: Company, answer: str) -> None:
    assert not await passes(check, answer)
    assert company.forms == []


@pytest.mark.parametrize(
    "changes",
    [
        {"success": False, "error-codes": ["timeout-or-duplicate"]},
        {"success": False, "error-codes": ["invalid-or-already-seen-response"]},
        {"success": "true"},
        {"hostname": "another.example"},
        {"hostname": None},
    ],
)
async def test_a_token_that_is_used_forged_or_of_another_page_does_not_pass(
    check: SiteVerify, company: Company, changes: dict[str, object]
) -> None:
    company.verdict = GOOD | changes
    assert not await passes(check)


async def test_a_token_for_another_action_does_not_pass_where_actions_are_known(
    check: SiteVerify, company: Company
) -> None:
    company.verdict = GOOD | {"action": "login"}
    assert await passes(check) is (check.kind is BotCheckKind.HCAPTCHA)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (500, GOOD),
        (200, b"<html>"),
        (200, []),
        (200, {"success": False, "error-codes": ["invalid-input-secret"]}),
    ],
)
async def test_their_faults_and_ours_make_nobody_a_bot(
    check: SiteVerify, company: Company, status: int, verdict: object, caplog: pytest.LogCaptureFixture
) -> None:
    company.status, company.verdict = status, verdict
    with caplog.at_level(logging.ERROR), pytest.raises(TryAgainLater):
        await passes(check)
    assert "a token" not in caplog.text
    assert "the secret" not in caplog.text


async def test_waits_no_longer_than_it_may(company: Company) -> None:
    company.silent = True
    async with neighbour(company) as url:
        check = SiteVerify(
            BotCheckKind.TURNSTILE, f"{url}/siteverify", "k", "s", HOSTS, frozenset(), timeout_seconds=0.3
        )
        with pytest.raises(TryAgainLater):
            await passes(check)
