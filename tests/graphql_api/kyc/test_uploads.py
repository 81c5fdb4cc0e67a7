"""Documents through the API: taken from their owners, made harmless; hostile ones leave nothing behind."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import httpx
import pytest

from app.platform import Platform
from tests.graphql_api.kyc.uploads import (
    PICTURE,
    calling,
    documents,
    folder_of,
    passport,
    stored,
    upload,
    uuid_of,
    without_file,
)
from tests.pictures import empty_png, with_a_place
from tests.running import SignedInPlayer, SignUp


@pytest.fixture(scope="module")
async def http(platform: Platform) -> AsyncIterator[httpx.AsyncClient]:
    async with calling(platform) as client:
        yield client


@pytest.fixture
def folder(platform: Platform) -> Path:
    return folder_of(platform)


async def test_a_document_is_taken_sealed_and_listed(
    http: httpx.AsyncClient, player: SignedInPlayer, folder: Path, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    answer = await upload(http, player, with_a_place(), side="BACK")
    document = answer["document"]
    assert (document["type"], document["side"], document["status"]) == ("PASSPORT", "BACK", "PENDING")
    assert [each["id"] for each in await documents(http, player)] == [document["id"]]
    id = uuid_of(document)
    (path,) = [each for each in stored(folder) if each.name == str(id)]
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    content = path.read_bytes()
    assert b"SECRET" not in content
    assert b"\xff\xd8\xff" not in content[:64]
    row = await pool.fetchrow("select * from kyc_documents where id = $1", id)
    assert row["stored_at"] is not None


async def test_without_a_file_it_is_refused_as_data(http: httpx.AsyncClient, player: SignedInPlayer) -> None:
    assert (await without_file(http, player))["fields"] == [{"path": "file", "code": "REQUIRED"}]
    assert (await without_file(http, player, file=None))["fields"] == [{"path": "file", "code": "REQUIRED"}]
    assert (await without_file(http, None))["code"] == "NOT_SIGNED_IN"


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"%PDF-1.7", "UNSUPPORTED_TYPE"),
        (b"", "UNSUPPORTED_TYPE"),
        (b"<html><script>", "UNSUPPORTED_TYPE"),
        (PICTURE[:-300], "UNREADABLE_IMAGE"),
        (empty_png(1, 60_000), "TOO_FEW_PIXELS"),
        (empty_png(30_000, 30_000), "TOO_MANY_PIXELS"),
        (PICTURE + b"\0" * (11 * 2**20 - len(PICTURE)), "TOO_LARGE"),
    ],
)
async def test_a_hostile_file_is_refused_and_leaves_nothing(
    http: httpx.AsyncClient, player: SignedInPlayer, folder: Path, file: bytes, code: str
) -> None:
    before = stored(folder)
    answer = await upload(http, player, file)
    assert answer["fields"] == [{"path": "file", "code": code}]
    assert stored(folder) == before
    assert await documents(http, player) == []


async def test_kinds_and_lines_that_do_not_go_together(http: httpx.AsyncClient, player: SignedInPlayer) -> None:
    answer = await upload(http, player, type="SELFIE", mrz=passport())
    assert answer["fields"] == [{"path": "mrz", "code": "NOT_EXPECTED"}]
    answer = await upload(http, player, mrz=["\x00", "P<"])
    assert answer["fields"][0]["code"] == "UNREADABLE_TEXT"
    assert (await upload(http, player, mrz=[]))["fields"] == [{"path": "mrz", "code": "MALFORMED"}]


async def test_the_uploads_of_a_day_are_counted(platform: Platform, sign_up: SignUp) -> None:
    by = await sign_up()
    async with calling(platform) as client:
        for _ in range(20):
            assert (await upload(client, by, b"%PDF-"))["code"] == "INVALID_INPUT"
        refused = await upload(client, by)
    assert refused["code"] == "TOO_MANY_ATTEMPTS"
    assert refused["retryAfterSeconds"] > 0


async def test_what_is_decided_takes_no_more(
    http: httpx.AsyncClient, player: SignedInPlayer, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    await pool.execute(
        """insert into kyc_cases (player_id, level, status, rejection, reasons, judged_by, judged_at)
           values ($1, 2, 'REJECTED', 'FINAL', '{}', 'staff mona', now())""",
        player.id,
    )
    refused = await upload(http, player)
    assert (refused["code"], refused["kycStatus"]) == ("KYC_NOT_OPEN", "REJECTED")


async def test_when_too_many_pictures_wait_it_says_so(platform: Platform, sign_up: SignUp) -> None:
    by = await sign_up()
    safe = type(platform.documents.safe)(queue=0)
    full = replace(platform, documents=replace(platform.documents, safe=safe))
    async with calling(full) as client:
        assert (await upload(client, by))["code"] == "TRY_AGAIN_LATER"
    safe.close()


async def test_a_locked_session_hands_nothing_in(
    http: httpx.AsyncClient, sign_up: SignUp, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    by = await sign_up()
    await pool.execute("update sessions set locked_at = now() where id = $1", by.viewer.session_id)
    assert (await upload(http, by))["reasons"] == ["SESSION_LOCKED"]
