"""What we ask of Sumsub, where it does not answer as it should. That it does is the sandbox company's walk."""

from datetime import date
from functools import partial

import httpx
import orjson
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.adapters.kyc_vendors.sumsub import SumsubAccount, SumsubVendor
from app.adapters.kyc_vendors.sumsub.signature import sign_request
from app.time_and_chance import SystemClock
from domain.jurisdiction import KycLevel
from domain.kyc import Applicant, PersonalFacts
from domain.shared import TryAgainLater

APPLICANT = Applicant("ref-1", KycLevel.IDENTITY, PersonalFacts("Ada", "", date(1990, 12, 10), "", "", "", "GB", "en"))
ACCOUNT = SumsubAccount("token", "secret", {KycLevel.IDENTITY: "basic kyc"})


class Sumsub:
    """Signed requests, answered in turn."""

    def __init__(self, *answers: tuple[int, object]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str, bytes]] = []

    async def __call__(self, request: Request) -> Response:
        body = await request.body()
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        at = int(request.headers["x-app-access-ts"])
        assert request.headers["x-app-access-sig"] == sign_request("secret", at, request.method, path, body)
        assert request.headers["x-app-token"] == "token"
        self.asked.append((request.method, path, body))
        status, answer = self.answers.pop(0)
        return Response(answer if isinstance(answer, bytes) else orjson.dumps(answer), status)

    def vendor(self) -> SumsubVendor:
        methods = ["GET", "POST", "PATCH"]
        transport = httpx.ASGITransport(Starlette(routes=[Route("/{path:path}", self.__call__, methods=methods)]))
        open_client = partial(httpx.AsyncClient, base_url="https://api.sumsub.com", transport=transport)
        return SumsubVendor("sumsub", ACCOUNT, open_client, "https://casino.example/", SystemClock())


async def test_a_start_for_somebody_new() -> None:
    sumsub = Sumsub((201, {"id": "5f"}), (200, {"token": "t"}), (200, {"url": "https://in.sumsub.com/websdk/p/x"}))
    started = await sumsub.vendor().start(APPLICANT)
    assert (started.token, started.url) == ("t", "https://in.sumsub.com/websdk/p/x")
    assert [path for _, path, _ in sumsub.asked] == [
        "/resources/applicants?levelName=basic+kyc",
        "/resources/accessTokens/sdk",
        "/resources/sdkIntegrations/levels/-/websdkLink",
    ]
    assert orjson.loads(sumsub.asked[0][2]) == {
        "externalUserId": "ref-1",
        "type": "individual",
        "fixedInfo": {"firstName": "Ada", "dob": "1990-12-10"},
    }


async def test_who_was_there_before_is_told_of_anew() -> None:
    sumsub = Sumsub((409, {}), (200, {"id": "5f"}), (200, {}), (200, {"token": "t"}), (200, {"url": "https://x"}))
    await sumsub.vendor().start(APPLICANT)
    assert [(method, path) for method, path, _ in sumsub.asked[1:3]] == [
        ("GET", "/resources/applicants/-;externalUserId=ref-1/one"),
        ("PATCH", "/resources/applicants/5f/fixedInfo"),
    ]


@pytest.mark.parametrize("answer", [(500, {}), (401, {"code": 401}), (201, b"<html>"), (201, [])])
async def test_a_start_that_leads_nowhere(answer: tuple[int, object]) -> None:
    with pytest.raises(TryAgainLater):
        await Sumsub(answer).vendor().start(APPLICANT)


async def test_a_start_without_an_address() -> None:
    with pytest.raises(TryAgainLater):
        await Sumsub((201, {"id": "5f"}), (200, {"token": "t"}), (200, {})).vendor().start(APPLICANT)


async def test_what_was_shown_so_far() -> None:
    shown = {"IDENTITY": {"idDocType": "PASSPORT"}, "SELFIE": None}
    assert await Sumsub((200, shown)).vendor().required_documents("5f") == {"IDENTITY": True, "SELFIE": False}


@pytest.mark.parametrize("status", [{"reviewStatus": "pending"}, {"reviewStatus": "completed"}, {}])
async def test_no_verdict_yet(status: object) -> None:
    assert await Sumsub((200, status)).vendor().verdict("5f") is None


async def test_a_verdict_that_cannot_be_read() -> None:
    status = {
        "reviewStatus": "completed",
        "reviewResult": {"reviewAnswer": "BLUE"},
        "reviewDate": "2026-03-01 12:00:00+0000",
    }
    with pytest.raises(TryAgainLater):
        await Sumsub((200, status)).vendor().verdict("5f")
