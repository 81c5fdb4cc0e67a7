"""What is kept of documents, for how long, under which key, and who looked at it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import pytest

from app.adapters.documents.folder import FolderStorage
from app.keys.rotation import rotate
from app.platform import Platform
from app.secrets import KeyRing
from domain.kyc import SweepKycDocuments, UnknownKycDocument, ViewKycDocument
from domain.shared import Dispatch, InvalidInput
from tests.graphql_api.kyc.uploads import (
    calling,
    folder_of,
    stored,
    upload,
    uuid_of,
)
from tests.pictures import with_a_place
from tests.running import SignedInPlayer, SignUp


@pytest.fixture(scope="module")
async def http(platform: Platform) -> AsyncIterator[httpx.AsyncClient]:
    async with calling(platform) as client:
        yield client


@pytest.fixture
def folder(platform: Platform) -> Path:
    return folder_of(platform)


@pytest.mark.clause("GLI-19 2.8.5(h)", rule="each look of staff at a document is on record", field="")
async def test_only_staff_see_the_picture_and_each_look_is_kept(
    http: httpx.AsyncClient, player: SignedInPlayer, dispatch: Dispatch, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    id = uuid_of((await upload(http, player, with_a_place()))["document"])
    viewed = await dispatch(ViewKycDocument(id, "queue", "mona"))
    assert viewed.picture.startswith(b"\xff\xd8\xff")
    assert b"SECRET" not in viewed.picture
    views = await pool.fetch("select staff, player_id from kyc_document_views where document_id = $1", id)
    assert [tuple(row) for row in views] == [("mona", player.id)]
    with pytest.raises(InvalidInput):
        await dispatch(ViewKycDocument(id, " ", "mona"))
    with pytest.raises(UnknownKycDocument):
        await dispatch(ViewKycDocument(UUID(int=1), "queue", "mona"))
    with pytest.raises(asyncpg.PostgresError):
        await pool.execute("delete from kyc_document_views")


async def test_a_new_key_seals_the_keys_of_pictures_anew(
    http: httpx.AsyncClient, player: SignedInPlayer, platform: Platform, postgres_url: str, dispatch: Dispatch
) -> None:
    id = uuid_of((await upload(http, player))["document"])
    ring = platform.secrets.data
    longer = KeyRing((("newer", b"n" * 32), *ring.keys))
    assert await rotate(postgres_url, longer, _untold) == 0
    with pytest.raises(Exception, match="no such key"):
        await dispatch(ViewKycDocument(id, "queue", "mona"))
    assert await rotate(postgres_url, replace(longer, waiting=1), _untold) == 0
    assert (await dispatch(ViewKycDocument(id, "queue", "mona"))).picture


def _untold(step: object) -> None:
    del step


@pytest.fixture
def half_way(platform: Platform) -> Platform:
    """The process dies between the record and its picture, or between the picture and its mark."""

    class Dying(FolderStorage):
        async def put(self, id: UUID, content: bytes) -> None:
            await super().put(id, content)
            raise asyncio.CancelledError

    storage = Dying(platform.settings.data_dir / "documents")
    return replace(platform, documents=replace(platform.documents, storage=storage))


async def test_what_a_killed_upload_left_behind_is_swept(
    half_way: Platform,
    platform: Platform,
    sign_up: SignUp,
    folder: Path,
    dispatch: Dispatch,
    pool: "asyncpg.Pool[asyncpg.Record]",
) -> None:
    by, before = await sign_up(), stored(folder)
    async with calling(half_way) as client:
        with pytest.raises(asyncio.CancelledError):
            await upload(client, by)
    (orphan,) = stored(folder) - before
    await dispatch(SweepKycDocuments())
    assert orphan.exists(), "it may still be under way"
    await pool.execute("update kyc_documents set uploaded_at = now() - interval '2 hours' where stored_at is null")
    await dispatch(SweepKycDocuments())
    assert stored(folder) == before
    assert await pool.fetchval("select count(*) from kyc_documents where player_id = $1", by.id) == 0


@pytest.mark.clause("GLI-19 A.3.4", rule="pictures of documents go with their time", field="retention.days")
async def test_documents_go_when_the_law_asks_for_them_no_longer(
    http: httpx.AsyncClient, sign_up: SignUp, dispatch: Dispatch, folder: Path, pool: "asyncpg.Pool[asyncpg.Record]"
) -> None:
    by, before = await sign_up(), stored(folder)
    id = uuid_of((await upload(http, by))["document"])
    closed = "update players set status = 'CLOSED', closed_at = now() - make_interval(days => $2) where id = $1"
    await pool.execute(closed, by.id, 1_825)
    await dispatch(SweepKycDocuments())
    assert stored(folder) != before
    await pool.execute(closed, by.id, 1_827)
    assert await dispatch(SweepKycDocuments()) == 1
    assert stored(folder) == before
    row = await pool.fetchrow("select key_sealed, removed_at from kyc_documents where id = $1", id)
    assert row["key_sealed"] is None
    assert row["removed_at"] is not None
    with pytest.raises(UnknownKycDocument):
        await dispatch(ViewKycDocument(id, "queue", "mona"))
