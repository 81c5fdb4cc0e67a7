"""What stays on record of a verification: how, when, by whom, by which document, and until when (GLI-19 2.8.5)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import asyncpg
import httpx
import pytest

from app.platform import Platform
from domain.jurisdiction import KycLevel
from domain.kyc import ReviewKyc
from domain.shared import Dispatch
from tests.graphql_api.kyc.uploads import calling, passport, upload, uuid_of
from tests.running import SignedInPlayer

CASE = "select status, judged_by, judged_at, expires_at from kyc_cases where player_id = $1 and level = $2"
DOCUMENT = "select type, uploaded_at, expires_on from kyc_documents where id = $1"


@pytest.fixture(scope="module")
async def http(platform: Platform) -> AsyncIterator[httpx.AsyncClient]:
    async with calling(platform) as client:
        yield client


@pytest.mark.clause("GLI-19 2.8.5", rule="the document's type, its own expiry, and when it was handed in", field="")
async def test_of_a_document(
    http: httpx.AsyncClient, player: SignedInPlayer, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    before = datetime.now(UTC)
    handed_in = (await upload(http, player, mrz=passport()))["document"]
    kind, uploaded_at, expires_on = await pool.fetchrow(DOCUMENT, uuid_of(handed_in)) or (None, before, None)
    assert kind == "PASSPORT"
    assert before <= uploaded_at <= datetime.now(UTC)
    assert expires_on == (before + timedelta(days=900)).date()


@pytest.mark.clause("GLI-19 2.8.5", rule="who verified, when, and until when it stands", field="")
async def test_of_a_verdict(dispatch: Dispatch, player: SignedInPlayer, pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    before, until = datetime.now(UTC), datetime.now(UTC) + timedelta(days=300)
    await dispatch(ReviewKyc(player.id, KycLevel.DOCUMENT, None, "Passport seen", "ann", expires_at=until))
    row = await pool.fetchrow(CASE, player.id, int(KycLevel.DOCUMENT))
    assert row is not None
    assert (row["status"], row["judged_by"], row["expires_at"]) == ("APPROVED", "staff ann", until)
    assert before <= row["judged_at"] <= datetime.now(UTC)
