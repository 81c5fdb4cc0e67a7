"""One suite for every storage, and what each promises besides."""

import asyncio
import os
import stat
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from app.adapters.documents.folder import FolderStorage
from app.adapters.documents.s3 import Bucket, S3Storage
from domain.kyc import DocumentStorage
from domain.shared import TryAgainLater
from tests.adapters.documents.s3_server import S3, s3_server, signature

EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
ACCESS_KEY, SECRET_KEY = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"  # Amazon's examples
CONTENT = os.urandom(300_000)


@pytest.fixture
def s3() -> Iterator[S3]:
    with s3_server(ACCESS_KEY, SECRET_KEY, "papers", "eu-central-1") as server:
        yield server


def bucket_of(server: S3) -> Bucket:
    return Bucket(server.address, server.region, server.bucket, ACCESS_KEY, SECRET_KEY, "kyc/")


@pytest.fixture(params=["folder", "s3"])
async def storage(request: pytest.FixtureRequest, tmp_path: Path, s3: S3) -> AsyncIterator[DocumentStorage]:
    if request.param == "folder":
        yield FolderStorage(tmp_path / "documents")
        return
    opened = S3Storage(bucket_of(s3))
    yield opened
    opened.close()


async def test_what_is_put_is_there(storage: DocumentStorage) -> None:
    id, other = uuid4(), uuid4()
    await storage.put(id, CONTENT)
    assert await storage.get(id) == CONTENT
    assert await storage.get(other) is None
    await storage.put(id, b"again")
    assert await storage.get(id) == b"again"


async def test_what_is_deleted_is_gone_however_often(storage: DocumentStorage) -> None:
    id = uuid4()
    await storage.put(id, CONTENT)
    await storage.delete(id)
    await storage.delete(id)
    assert await storage.get(id) is None
    await storage.delete(uuid4())
    await storage.sweep(datetime.now(UTC))


async def test_many_at_once(storage: DocumentStorage) -> None:
    ids = [uuid4() for _ in range(20)]
    await asyncio.gather(*(storage.put(id, id.bytes * 1_000) for id in ids))
    assert await asyncio.gather(*(storage.get(id) for id in ids)) == [id.bytes * 1_000 for id in ids]


async def test_a_folder_is_private_whatever_the_umask(tmp_path: Path) -> None:
    former = os.umask(0)
    try:
        await FolderStorage(tmp_path / "documents").put(uuid4(), CONTENT)
    finally:
        os.umask(former)
    for path in [tmp_path / "documents", *(tmp_path / "documents").rglob("*")]:
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


async def test_a_folder_forgets_what_was_half_written(tmp_path: Path) -> None:
    storage, id = FolderStorage(tmp_path), UUID(int=0xAB)
    await storage.put(id, CONTENT)
    draft = tmp_path / "ab" / ".0192"
    draft.write_bytes(b"half")
    await storage.sweep(datetime.now(UTC) - timedelta(hours=1))
    assert draft.exists()
    await storage.sweep(datetime.now(UTC) + timedelta(hours=1))
    assert not draft.exists()
    assert await storage.get(id) == CONTENT


async def test_a_folder_that_cannot_be_used_is_tried_again_later(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    storage = FolderStorage(tmp_path / "file")
    for work in (storage.put(uuid4(), b""), storage.get(uuid4()), storage.delete(uuid4())):
        with pytest.raises(TryAgainLater):
            await work


async def test_a_bucket_that_is_away_or_refuses_is_tried_again_later(s3: S3) -> None:
    id = uuid4()
    for bucket in (replace(bucket_of(s3), secret_key="another"), replace(bucket_of(s3), name="other")):
        storage = S3Storage(bucket)
        for work in (storage.put(id, b""), storage.get(id), storage.delete(id)):
            with pytest.raises(TryAgainLater):
                await work
        storage.close()
    assert s3.refused == 3
    s3.broken = True
    storage = S3Storage(bucket_of(s3), timeout_seconds=2)
    with pytest.raises(TryAgainLater):
        await storage.put(id, b"")
    storage.close()
    assert not s3.objects


async def test_names_in_a_bucket_say_nothing_but_the_id(s3: S3) -> None:
    storage, id = S3Storage(bucket_of(s3)), uuid4()
    await storage.put(id, CONTENT)
    assert s3.objects == {f"kyc/{id}": CONTENT}
    storage.close()


@pytest.mark.parametrize(
    ("method", "target", "headers", "payload_hash", "expected"),
    [
        (
            "GET",
            "/test.txt",
            {"range": "bytes=0-9"},
            EMPTY_HASH,
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT",
            "/test%24file.text",
            {"date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
            "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
        ("GET", "/?lifecycle", {}, EMPTY_HASH, "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        (
            "GET",
            "/?max-keys=2&prefix=J",
            {},
            EMPTY_HASH,
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
)
def test_the_servers_signatures_are_those_that_amazon_publishes(
    method: str, target: str, headers: dict[str, str], payload_hash: str, expected: str
) -> None:
    """ "Examples: Signature Calculations", Amazon S3 API Reference: 24 May 2013, us-east-1."""
    told = {
        **headers,
        "host": "examplebucket.s3.amazonaws.com",
        "x-amz-content-sha256": payload_hash,
        "x-amz-date": "20130524T000000Z",
    }
    signed = ";".join(sorted(told))
    scope = {"scope": "20130524/us-east-1/s3/aws4_request"}
    assert signature(SECRET_KEY, method, target, told | scope, signed, payload_hash) == expected
