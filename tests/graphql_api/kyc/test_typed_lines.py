"""Machine-readable lines that come with a document: wrong ones refused, differing ones left to staff."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from domain.identity import PersonalDetails
from tests.graphql_api.kyc.uploads import (
    calling,
    documents,
    folder_of,
    passport,
    upload,
    uuid_of,
)
from tests.running import SignedInPlayer, SignUp


@pytest.fixture(scope="module")
async def http(platform: Platform) -> AsyncIterator[httpx.AsyncClient]:
    async with calling(platform) as client:
        yield client


@pytest.fixture
def folder(platform: Platform) -> Path:
    return folder_of(platform)


async def test_a_wrong_check_digit_is_named_by_its_line(http: httpx.AsyncClient, player: SignedInPlayer) -> None:
    first, second = passport()
    wrong = second[:-1] + str((int(second[-1]) + 1) % 10)
    answer = await upload(http, player, mrz=[first, wrong])
    assert answer["fields"] == [{"path": "mrz.1", "code": "CHECK_DIGIT"}]
    specimen = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]
    assert (await upload(http, player, mrz=specimen))["fields"] == [{"path": "mrz.1", "code": "DOCUMENT_EXPIRED"}]


async def reasons(pool: "asyncpg.Pool[asyncpg.Record]", answer: Any) -> list[str]:
    found: list[str] = await pool.fetchval(
        "select review_reasons from kyc_documents where id = $1", uuid_of(answer["document"])
    )
    return found


async def name(platform: Platform, player: SignedInPlayer, first_name: str, last_name: str) -> date:
    """How they are called from here on; their birth date."""
    async with platform.sessions() as session:
        players = IdentityParts(platform).players(session)
        known = (await players.get((player.id,)))[player.id]
        await players.save(replace(known, details=PersonalDetails(first_name=first_name, last_name=last_name)))
        await session.commit()
    return known.birth_date


async def test_what_differs_is_for_staff_and_no_player_learns_it(
    http: httpx.AsyncClient, player: SignedInPlayer, platform: Platform, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    born = await name(platform, player, "Ann", "Other")
    lines = passport(born.replace(day=born.day % 28 + 1), "ERIKSSON<<ANNA", number="AAAAAAAA1", issuer="UTO")
    answer = await upload(http, player, type="ID_CARD", mrz=lines)
    assert await reasons(pool, answer) == [
        "DOCUMENT_TYPE_DIFFERS",
        "ISSUER_UNKNOWN",
        "NAME_DIFFERS",
        "BIRTH_DATE_DIFFERS",
    ]
    assert answer["document"]["expiresAt"] is not None
    assert "DIFFERS" not in json.dumps(await documents(http, player))


async def test_one_document_serves_one_person(
    http: httpx.AsyncClient, sign_up: SignUp, platform: Platform, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    first, second = await sign_up(), await sign_up()
    born = await name(platform, first, "Zoë", "Müller-Lüdenscheidt")
    await name(platform, second, "Zoe", "Other")
    lines = passport(born, "MUELLER<LUEDENSCHEIDT<<ZOE<ANNA", number="BBBBBBBB2")
    answer = await upload(http, first, mrz=lines)
    assert await reasons(pool, answer) == []
    assert (await upload(http, first, side="BACK", mrz=lines))["__typename"] == "UploadKycDocumentSuccess"
    refused = await upload(http, second, mrz=lines)
    assert refused["reasons"] == ["DOCUMENT_NOT_ACCEPTED"]
    assert await documents(http, second) == []
    await pool.execute("update players set status = 'CLOSED', closed_at = now() where id = $1", first.id)
    assert (await upload(http, second, mrz=lines))["__typename"] == "UploadKycDocumentSuccess"


async def test_of_two_who_claim_a_document_at_once_one_has_it(
    http: httpx.AsyncClient, sign_up: SignUp, platform: Platform
) -> None:
    both = [await sign_up() for _ in range(2)]
    born = await name(platform, both[0], "Ada", "Twin")
    await name(platform, both[1], "Eva", "Twin")
    lines = [passport(born, f"TWIN<<{given}", number="CCCCCCCC3") for given in ("ADA", "EVA")]
    answers = await asyncio.gather(*(upload(http, by, mrz=mrz) for by, mrz in zip(both, lines, strict=True)))
    assert sorted(answer["__typename"] for answer in answers) == ["NotAllowed", "UploadKycDocumentSuccess"]
