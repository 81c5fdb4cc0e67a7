"""What every answer of the platform carries, and who may ask from where."""

from collections.abc import AsyncIterator, MutableMapping

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.http.client_address import ClientAddresses
from app.http.graphql import open_graphql
from app.http.server import Server, build_app
from app.platform import Platform

HOME = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def app(platform: Platform) -> Server:
    return build_app(platform)


@pytest.fixture
async def client(app: Server) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOME) as found:
        yield found


@pytest.mark.parametrize("path", ["/graphql?query={me{id}}", "/healthz", "/nothing-here"])
async def test_answers_name_their_request_and_keep_browsers_careful(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path, headers={"x-correlation-id": "asked-for-this"})
    assert answer.headers["x-correlation-id"] == "asked-for-this"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    unasked = await client.get(path, headers={"x-correlation-id": "bad one\twith spaces"})
    assert len(unasked.headers["x-correlation-id"]) >= 16


async def test_only_exact_origins_are_told_anything(client: httpx.AsyncClient) -> None:
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    own = await client.options("/graphql", headers={"origin": HOME, **asked})
    assert own.status_code == 204
    assert own.headers["access-control-allow-origin"] == HOME
    assert own.headers["access-control-allow-credentials"] == "true"
    assert "x-croupier-session" in own.headers["access-control-allow-headers"]
    for foreign in ("http://127.0.0.1:8001", "http://127.0.0.1:8000.evil.example", "null"):
        for answer in (
            await client.options("/graphql", headers={"origin": foreign, **asked}),
            await client.post("/graphql", headers={"origin": foreign}, json={"query": "{ me { id } }"}),
        ):
            assert not [name for name in answer.headers if name.startswith("access-control-")]
            assert answer.headers["vary"] == "origin"


async def test_no_route_reads_ten_megabytes(client: httpx.AsyncClient) -> None:
    for path in ("/graphql", "/callbacks/hub88/transaction/bet", "/healthz"):
        answer = await client.post(
            path, content=b" " * 10_000_000, headers={"content-type": "application/json"}, timeout=30
        )
        assert answer.status_code in (200, 405, 413), path
        assert len(answer.content) < 1_000


async def test_a_fault_of_a_route_is_told_to_the_log_without_its_words(
    platform: Platform, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(request: Request) -> Response:
        raise RuntimeError(f"alice@example.com: {request.url}")

    server = Server(platform, open_graphql(platform), [], [Route("/broken/{name}", broken)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(server), base_url=HOME) as client:
        answer = await client.get("/broken/alice?token=secret")
    assert answer.status_code == 500
    assert answer.headers["x-correlation-id"] in caplog.text
    assert "broken: RuntimeError" in caplog.text
    assert "alice" not in answer.text + caplog.text


async def test_the_explorer_needs_nobody_elses_server(client: httpx.AsyncClient) -> None:
    page = await client.get("/graphql", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "https://" not in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]
    for name in ("graphiql.min.js", "react.production.min.js", "react-dom.production.min.js", "explorer.js"):
        assert f"/static/graphiql/{name}" in page.text
        assert (await client.get(f"/static/graphiql/{name}")).status_code == 200


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "client"),
    [
        ("203.0.113.9", None, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "unknown", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1, <script>", "10.0.0.1"),
        ("10.0.0.1", "2001:db8::1", "2001:db8::1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("::ffff:10.0.0.1", "6.6.6.6,::ffff:198.51.100.1", "198.51.100.1"),
    ],
)
def test_forwarded_addresses_are_believed_of_trusted_proxies_only(
    peer: str, forwarded_for: str | None, client: str
) -> None:
    assert ClientAddresses(("10.0.0.0/8",)).of(peer, forwarded_for) == client


@pytest.mark.parametrize("kind", ["http", "websocket"])
async def test_a_client_cannot_hide_behind_a_forwarded_address_of_its_own(
    platform: Platform, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = build_app(platform)
    monkeypatch.setattr(server, "_addresses", ClientAddresses(("10.0.0.0/8",)))
    forwarded = [(b"x-forwarded-for", b"6.6.6.6"), (b"x-forwarded-for", b"198.51.100.1")]
    for headers in (forwarded, [*forwarded, (b"x-forwarded-for", b"10.0.0.2")]):
        scope: dict[str, object] = {
            "type": kind,
            "path": "/nowhere",
            "method": "GET",
            "headers": headers,
            "query_string": b"",
            "client": ("10.0.0.1", 4711),
        }
        await server(scope, _nothing_more, _into_the_void)
        assert scope["client"] == ("198.51.100.1", 4711)


async def test_a_socket_at_a_callback_is_closed_without_a_fault(platform: Platform) -> None:
    sent: list[MutableMapping[str, object]] = []

    async def send(message: MutableMapping[str, object]) -> None:
        sent.append(message)

    for path in ("/callbacks/hub88/transaction/bet", "/callbacks/sandbox-psp"):
        await build_app(platform)({"type": "websocket", "path": path, "headers": []}, _nothing_more, send)
    assert [message["type"] for message in sent] == ["websocket.close"] * 2


async def _nothing_more() -> dict[str, object]:
    return {"type": "http.disconnect"}


async def _into_the_void(message: MutableMapping[str, object]) -> None:
    del message
