"""Documents in a bucket that speaks S3 (Amazon's, MinIO's, …)."""

import asyncio
import io
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlsplit
from uuid import UUID

import urllib3
from minio import Minio
from minio.error import InvalidResponseError, S3Error, ServerError

from domain.shared import TryAgainLater

T = TypeVar("T")

THREADS = 4
TIMEOUT_SECONDS = 20.0
_AWAY = (InvalidResponseError, S3Error, ServerError, urllib3.exceptions.HTTPError, OSError)
_TYPE = "application/octet-stream"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bucket:
    """``endpoint``: ``https://s3.eu-central-1.amazonaws.com``; ``prefix`` before every name: ``kyc/``."""

    endpoint: str
    region: str
    name: str
    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    prefix: str = ""


class S3Storage:
    """Implements DocumentStorage; S3 knows no half-written objects. Requests are made in threads of its own.

    The bucket is private and the pictures come sealed: whoever reads it learns their number and sizes.
    """

    def __init__(self, bucket: Bucket, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        url = urlsplit(bucket.endpoint)
        self._bucket = bucket
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(total=timeout_seconds),
            retries=urllib3.Retry(2, backoff_factor=0.2),
            maxsize=THREADS,
        )
        self._client = Minio(
            endpoint=url.netloc,
            access_key=bucket.access_key,
            secret_key=bucket.secret_key,
            secure=url.scheme == "https",
            region=bucket.region,
            http_client=self._pool,
        )
        self._threads = ThreadPoolExecutor(THREADS, "s3")

    async def put(self, id: UUID, content: bytes) -> None:
        name = self._name(id)
        await self._run(
            lambda: self._client.put_object(
                bucket_name=self._bucket.name,
                object_name=name,
                data=io.BytesIO(content),
                length=len(content),
                content_type=_TYPE,
            )
        )

    async def get(self, id: UUID) -> bytes | None:
        return await self._run(lambda: self._get(self._name(id)))

    async def delete(self, id: UUID) -> None:
        name = self._name(id)
        await self._run(lambda: self._client.remove_object(bucket_name=self._bucket.name, object_name=name))

    async def sweep(self, before: datetime) -> None:
        """Uploads in parts are never begun: a picture fits one request."""

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._pool.clear()

    def _get(self, name: str) -> bytes | None:
        try:
            answer = self._client.get_object(bucket_name=self._bucket.name, object_name=name)
        except S3Error as error:
            if error.code == "NoSuchKey":
                return None
            raise
        try:
            return bytes(answer.read())
        finally:
            answer.close()
            answer.release_conn()

    def _name(self, id: UUID) -> str:
        return f"{self._bucket.prefix}{id}"

    async def _run(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        except _AWAY as error:
            log.error("documents: the bucket cannot be used: %s", getattr(error, "code", type(error).__name__))
            raise TryAgainLater from None
