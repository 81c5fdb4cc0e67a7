"""The range API of breached passwords, as its own vectors describe it, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass, field

import pytest
from prometheus_client import REGISTRY
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.adapters.breached_passwords import BreachedPasswords
from tests.neighbour import neighbour

BREACHED, RARE = "123456", "U4JeDx!AdY3;Jh8*J93#ZT8%3bSxM5y451aa"
"""Of one range: SHA-1 7C4A8D09CA3762AF61E59520943DC26494F8941B and 7C4A8CF0102FC0FAC9193784678035EEC619262C."""
ANSWER = "\r\n".join(("D09CA3762AF61E59520943DC26494F8941B:37359195", "CF0102FC0FAC9193784678035EEC619262C:0", ""))


class NoList:
    async def holds(self, password: str, about: Collection[str] = ()) -> bool:
        del about
        return password == "known at home"


@dataclass
class Range:
    """Keeps what it was asked; ``broken`` makes it answer that, or nothing at all."""

    asked: list[Request] = field(default_factory=list)
    broken: Response | None = None
    silent: bool = False

    async def answer(self, request: Request) -> Response:
        self.asked.append(request)
        if self.silent:
            await asyncio.Event().wait()
        return self.broken or PlainTextResponse(ANSWER)


@pytest.fixture
def service() -> Range:
    return Range()


@pytest.fixture
async def passwords(service: Range) -> AsyncIterator[BreachedPasswords]:
    async def app(scope, receive, send):  # type: ignore[no-untyped-def]
        await (await service.answer(Request(scope, receive)))(scope, receive, send)

    async with neighbour(app) as url:
        yield BreachedPasswords(url, NoList(), timeout_seconds=0.5)


def away() -> float:
    return REGISTRY.get_sample_value("croupier_breached_passwords_away_total") or 0


@pytest.mark.parametrize(("password", "prefix"), [(BREACHED, "7C4A8"), (RARE, "7C4A8")])
async def test_tells_five_digits_of_the_digest_and_nothing_else(
    passwords: BreachedPasswords, service: Range, password: str, prefix: str
) -> None:
    await passwords.holds(password)
    (asked,) = service.asked
    assert (asked.method, asked.url.path, asked.url.query) == ("GET", f"/range/{prefix}", "")
    assert asked.headers["add-padding"] == "true"
    assert asked.headers["user-agent"] == "croupier"


async def test_holds_what_was_seen_and_ignores_padding(passwords: BreachedPasswords) -> None:
    assert await passwords.holds(BREACHED)
    assert not await passwords.holds(RARE)
    assert not await passwords.holds("seen by nobody")


async def test_asks_the_list_at_home_first(passwords: BreachedPasswords, service: Range) -> None:
    assert await passwords.holds("known at home")
    assert service.asked == []


@pytest.mark.parametrize("broken", [Response(status_code=503), Response(status_code=429), Response("x" * 300_000)])
async def test_goes_by_the_list_at_home_while_the_service_is_broken_and_counts_it(
    passwords: BreachedPasswords, service: Range, broken: Response
) -> None:
    service.broken, before = broken, away()
    assert not await passwords.holds(BREACHED)
    assert await passwords.holds("known at home")
    assert away() == before + 1


async def test_waits_for_no_answer_longer_than_it_may(passwords: BreachedPasswords, service: Range) -> None:
    service.silent, before = True, away()
    assert not await passwords.holds(BREACHED)
    assert away() == before + 1


async def test_nobody_listening_is_away_too() -> None:
    before = away()
    assert not await BreachedPasswords("http://127.0.0.1:1", NoList()).holds(BREACHED)
    assert away() == before + 1
