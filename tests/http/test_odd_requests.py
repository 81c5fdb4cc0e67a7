"""Whatever a stranger puts into an address, no route of the platform or of its sandbox answers 500."""

import re
from collections.abc import Iterable, Iterator

import httpx
import pytest
from starlette.routing import BaseRoute, Mount, Route

from app.http.server import Server, build_app
from app.platform import Platform

HOME = "http://127.0.0.1:8000"
ODD = ("x", "%00", "%FF%FE", "%ED%A0%80", "..%2F..%2Fetc%2Fpasswd", "%25", "7" * 3000, "pay_%00", "'")
BODIES = (b"", b"null", b"[]", b'"s"', b"{}", b'{"a":', b"\xff", b'{"id":"\\u0000"}', b"[" * 5000, b"9" * 5000)


def addresses(routes: Iterable[BaseRoute], prefix: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Each address with its parameters open, and the methods it knows."""
    for route in routes:
        if isinstance(route, Mount):
            yield from addresses(route.routes, prefix + route.path)
        elif isinstance(route, Route):
            yield prefix + route.path, frozenset(route.methods or {"GET"}) - {"HEAD"}


@pytest.fixture(scope="module")
def app(platform: Platform) -> Server:
    return build_app(platform)


async def test_no_address_is_a_fault(app: Server) -> None:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    found: dict[str, int] = {}
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
        for address, methods in addresses(app._rest.routes):
            for odd in ODD if "{" in address else ("",):
                filled = re.sub(r"\{[^}]+\}", odd, address)
                for method in methods:
                    for body in BODIES if method == "POST" else (b"",):
                        answer = await client.request(method, f"{filled}?to={odd}&q={odd}", content=body)
                        found[f"{method} {filled[:80]} {body[:20]!r}"] = answer.status_code
    assert len(found) > 100
    assert {asked: status for asked, status in found.items() if status >= 500} == {}
