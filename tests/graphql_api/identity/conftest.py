"""The whole HTTP application of this platform, and a client that speaks GraphQL to it."""

import itertools
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.http.server import build_app
from app.platform import Platform
from app.wiring.identity import parts
from domain.jurisdiction import GLI, SignInRules
from tests.fakes.shared import HeldClock
from tests.running import SignedInPlayer

ORIGIN = "http://127.0.0.1:8000"
COOKIE_MODE = {"X-Croupier-Session": "cookie"}
_ADDRESSES = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What counts the refusals that the others met comes after them."""
    items.sort(key=lambda item: item.name == "test_every_refusal_is_reached")


@dataclass(slots=True)
class Api:
    """``await api(document, …)`` answers ``data``, and fails on a top-level error; ``raw`` answers everything."""

    http: httpx.AsyncClient

    async def __call__(
        self,
        document: str,
        variables: dict[str, Any] | None = None,
        *,
        by: SignedInPlayer | None = None,
        headers: dict[str, str] | None = None,
    ) -> Any:
        answer = (await self.raw(document, variables, by=by, headers=headers)).json()
        assert "errors" not in answer, answer
        return answer["data"]

    async def raw(
        self,
        document: str,
        variables: dict[str, Any] | None = None,
        *,
        by: SignedInPlayer | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        body = json.dumps({"query": document, "variables": variables})  # escapes what UTF-8 cannot carry
        sent = {"Content-Type": "application/json", **(by.bearer if by else {}), **(headers or {})}
        return await self.http.post("/graphql", content=body, headers=sent)


@pytest.fixture(scope="module")
async def api(platform: Platform) -> AsyncIterator[Api]:
    transport = httpx.ASGITransport(build_app(platform), client=("203.0.113.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        yield Api(http)


@pytest.fixture
async def browser(platform: Platform) -> AsyncIterator[Api]:
    """A browser's tab: keeps cookies, says where it is from, asks for cookie mode."""
    transport = httpx.ASGITransport(build_app(platform), client=("203.0.113.10", 1234))
    async with httpx.AsyncClient(
        transport=transport, base_url=ORIGIN, headers={"Origin": ORIGIN, **COOKIE_MODE}
    ) as http:
        yield Api(http)


@pytest.fixture
def clock() -> HeldClock:
    """Some minutes ago, so that what ``timed`` hands out still holds for everybody else, while a test moves it on."""
    return HeldClock(datetime.now(UTC) - timedelta(minutes=5))


@pytest.fixture
async def timed(platform: Platform, clock: HeldClock) -> AsyncIterator[Api]:
    """As ``api``, at the time that ``clock`` shows."""
    transport = httpx.ASGITransport(build_app(replace(platform, clock=clock)), client=("203.0.113.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        yield Api(http)


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """``rules(linked_methods=0)``: the profile of this test alone."""

    def change(**changed: object) -> None:
        changed_rules: SignInRules = replace(GLI.sign_in, **changed)  # type: ignore[arg-type]
        monkeypatch.setattr(parts, "GLI", replace(GLI, sign_in=changed_rules))

    return change


@pytest.fixture
async def elsewhere(platform: Platform) -> AsyncIterator[Api]:
    """As ``api``, from an address whose budget is this test's to use up."""
    transport = httpx.ASGITransport(build_app(platform), client=(f"198.51.100.{next(_ADDRESSES)}", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        yield Api(http)
