"""Uploads for tests: as clients send them, and where they lie."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from app.http.server import build_app
from app.platform import Platform
from domain.kyc.mrz import check_digit
from graphql_api.core import key_of
from tests.multipart import CONTENT_TYPE, an_upload
from tests.pictures import a_picture
from tests.running import SignedInPlayer

UPLOAD = """
mutation ($input: UploadKycDocumentInput!) { uploadKycDocument(input: $input) {
    __typename
    ... on UserError { code message }
    ... on InvalidInput { fields { path code } }
    ... on NotAllowed { reasons }
    ... on TooManyAttempts { retryAfterSeconds }
    ... on KycNotOpen { kycStatus }
    ... on UploadKycDocumentSuccess { document { id type side status uploadedAt expiresAt rejectionReason } } } }"""
DOCUMENTS = "{ me { kyc { documents { id type side status expiresAt rejectionReason } } } }"
PATH = "variables.input.file"
PICTURE = a_picture()
JSON = {"Content-Type": "application/json"}
BIRTH = date(1990, 1, 1)
ORIGIN = "http://127.0.0.1:8000"


async def send(
    http: httpx.AsyncClient, by: SignedInPlayer | None, content: bytes, content_type: str = CONTENT_TYPE
) -> httpx.Response:
    headers = {"Content-Type": content_type, **(by.bearer if by else {})}
    return await http.post("/graphql", content=content, headers=headers)


async def upload(http: httpx.AsyncClient, by: SignedInPlayer, file: bytes = PICTURE, **given: Any) -> Any:
    variables = {"input": {"type": "PASSPORT", "file": None, **given}}
    answer = await send(http, by, an_upload(UPLOAD, variables, {"0": file}, {"0": [PATH]}))
    assert "errors" not in answer.json(), answer.json()
    return answer.json()["data"]["uploadKycDocument"]


async def without_file(http: httpx.AsyncClient, by: SignedInPlayer | None, **given: Any) -> Any:
    content = json.dumps({"query": UPLOAD, "variables": {"input": {"type": "PASSPORT", **given}}})
    answer = (await http.post("/graphql", content=content, headers={**JSON, **(by.bearer if by else {})})).json()
    assert "errors" not in answer, answer
    return answer["data"]["uploadKycDocument"]


async def documents(http: httpx.AsyncClient, by: SignedInPlayer) -> list[Any]:
    answer = await http.post("/graphql", json={"query": DOCUMENTS}, headers=by.bearer)
    found: list[Any] = answer.json()["data"]["me"]["kyc"]["documents"]
    return found


def stored(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def uuid_of(document: Any) -> UUID:
    return UUID(key_of("KycDocument", document["id"]))


def passport(
    birth: date = BIRTH, names: str = "ERIKSSON<<ANNA", number: str = "L898902C3", issuer: str = "SWE"
) -> list[str]:
    born, expires = f"{birth:%y%m%d}", f"{datetime.now(UTC) + timedelta(days=900):%y%m%d}"
    line = f"{number}{check_digit(number)}{issuer}{born}{check_digit(born)}F{expires}{check_digit(expires)}{'<' * 15}"
    return [f"P<{issuer}{names:<<39}", line + check_digit(line[0:10] + line[13:20] + line[21:43])]


def calling(platform: Platform) -> httpx.AsyncClient:
    """A client of this platform's whole HTTP application."""
    transport = httpx.ASGITransport(build_app(platform), client=("203.0.113.77", 1))
    return httpx.AsyncClient(transport=transport, base_url=ORIGIN, timeout=30)


def folder_of(platform: Platform) -> Path:
    return platform.settings.data_dir / "documents"
