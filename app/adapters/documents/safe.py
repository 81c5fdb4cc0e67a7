"""Pictures made harmless and sealed, in a thread of its own behind a bounded queue."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from uuid import UUID

from app.adapters.documents.pictures import only_the_pixels
from app.adapters.documents.sealing import NotTheSealedFile, new_key, open_file, seal_file
from domain.jurisdiction import KycRules
from domain.kyc import SealedPicture, UnknownKycDocument
from domain.shared import TryAgainLater

T = TypeVar("T")

THREADS = 1
"""A picture of 40 million pixels takes some hundred megabytes while it is drawn anew."""
QUEUE = 16


class PillowSafe:
    """Implements DocumentSafe. Pillow lets go of the interpreter's lock while it decodes."""

    def __init__(self, threads: int = THREADS, queue: int = QUEUE) -> None:
        self._threads = ThreadPoolExecutor(threads, "pictures")
        self._queue = queue
        self._pending = 0

    async def close_up(self, id: UUID, upload: bytes, rules: KycRules) -> SealedPicture:
        def work() -> SealedPicture:
            key = new_key()
            return SealedPicture(seal_file(only_the_pixels(upload, rules), key, id), key)

        return await self._run(work)

    async def open(self, id: UUID, picture: SealedPicture) -> bytes:
        try:
            return await self._run(lambda: open_file(picture.content, picture.key, id))
        except NotTheSealedFile:
            raise UnknownKycDocument from None

    def close(self) -> None:
        """What waits is given up; a thread that works finishes its own."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: Callable[[], T]) -> T:
        if self._pending >= self._queue:
            raise TryAgainLater
        self._pending += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._pending -= 1
