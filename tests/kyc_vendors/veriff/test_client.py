"""What we ask of Veriff, against a server that checks every signature and answers as a test likes."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import httpx
import orjson
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.adapters.kyc_vendors.veriff import VeriffAccount, VeriffVendor
from app.adapters.kyc_vendors.veriff.signature import sign
from domain.jurisdiction import KycLevel
from domain.kyc import Answer, Applicant, PersonalFacts
from domain.shared import TryAgainLater

KEY, SECRET = "api-key", "shared-secret"
FACTS = PersonalFacts("Ada", "", date(1990, 12, 10), "", "", "", "GB", "en")
SESSION = "aea9ba6d-1b47-47fc-a4fc-f72b6d3584a7"
MADE = {"status": "success", "verification": {"id": SESSION, "url": "https://alchemy.veriff.com/v/token"}}
DECIDED = {"id": SESSION, "vendorData": "ref-1", "code": 9001, "decisionTime": "2026-03-01T12:00:00Z"}


@dataclass
class Station:
    """Veriff's side. ``answer``: status and body of the next answer."""

    answer: tuple[int, object] = (201, MADE)
    orders: list[dict[str, Any]] = field(default_factory=list)

    async def sessions(self, request: Request) -> Response:
        body = await request.body()
        assert request.headers["x-hmac-signature"] == sign(SECRET, body)
        assert request.headers["x-auth-client"] == KEY
        self.orders.append(orjson.loads(body)["verification"])
        return self._answered()

    async def decision(self, request: Request) -> Response:
        assert request.headers["x-hmac-signature"] == sign(SECRET, request.path_params["id"].encode())
        return self._answered()

    def _answered(self) -> Response:
        status, body = self.answer
        return Response(body if isinstance(body, bytes) else orjson.dumps(body), status)

    def vendor(self, return_url: str = "https://casino.example/") -> VeriffVendor:
        routes = [
            Route("/v1/sessions", self.sessions, methods=["POST"]),
            Route("/v1/sessions/{id}/decision", self.decision),
        ]
        transport = httpx.ASGITransport(Starlette(routes=routes))
        open_client = partial(httpx.AsyncClient, base_url="https://stationapi.veriff.com", transport=transport)
        return VeriffVendor(VeriffAccount(KEY, SECRET, frozenset({KycLevel.IDENTITY})), open_client, return_url)


@pytest.fixture
def station() -> Station:
    return Station()


async def test_a_session(station: Station) -> None:
    started = await station.vendor().start(Applicant("ref-1", KycLevel.IDENTITY, FACTS))
    assert (started.vendor, started.token, started.url) == ("veriff", "", "https://alchemy.veriff.com/v/token")
    assert station.orders == [
        {
            "person": {"firstName": "Ada", "dateOfBirth": "1990-12-10"},
            "vendorData": "ref-1",
            "callback": "https://casino.example/",
        }
    ]
    await station.vendor("http://127.0.0.1:8000/").start(Applicant("ref-1", KycLevel.IDENTITY, FACTS))
    assert "callback" not in station.orders[1]


async def test_a_decision_asked_for(station: Station) -> None:
    station.answer = (200, {"status": "success", "verification": DECIDED})
    verdict = await station.vendor().verdict(SESSION)
    assert verdict is not None
    assert verdict.answer is Answer.GREEN
    for nothing in (None, {**DECIDED, "code": 9104}):
        station.answer = (200, {"status": "success", "verification": nothing})
        assert await station.vendor().verdict(SESSION) is None


@pytest.mark.parametrize(
    "answer",
    [
        (500, {"status": "fail"}),
        (401, {"status": "fail"}),
        (201, b"{"),
        (201, []),
        (201, {}),
        (201, {"verification": {"url": 7}}),
        (201, {"verification": {"url": ""}}),
    ],
)
async def test_answers_that_lead_nowhere(station: Station, answer: tuple[int, object]) -> None:
    station.answer = answer
    with pytest.raises(TryAgainLater):
        await station.vendor().start(Applicant("ref-1", KycLevel.IDENTITY, FACTS))


async def test_a_decision_that_cannot_be_read(station: Station) -> None:
    station.answer = (200, {"verification": {**DECIDED, "code": 1}})
    with pytest.raises(TryAgainLater):
        await station.vendor().verdict(SESSION)
