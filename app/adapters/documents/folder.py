"""Documents in a private folder of this machine."""

import asyncio
import logging
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from uuid import UUID

from domain.shared import TryAgainLater

FOLDER = "documents"
"""In the data folder."""

log = logging.getLogger(__name__)


class FolderStorage:
    """Implements DocumentStorage. Folders are 0700 and files 0600, whatever the umask; work is done in threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, id: UUID, content: bytes) -> None:
        try:
            await asyncio.to_thread(self._put, id, content)
        except OSError as error:
            raise _away(error) from None

    async def get(self, id: UUID) -> bytes | None:
        try:
            return await asyncio.to_thread(self._path(id).read_bytes)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _away(error) from None

    async def delete(self, id: UUID) -> None:
        try:
            await asyncio.to_thread(self._path(id).unlink, missing_ok=True)
        except OSError as error:
            raise _away(error) from None

    async def sweep(self, before: datetime) -> None:
        try:
            await asyncio.to_thread(self._sweep, before.timestamp())
        except OSError as error:
            raise _away(error) from None

    def _put(self, id: UUID, content: bytes) -> None:
        path = self._path(id)
        for folder in (self._folder, path.parent):
            with suppress(FileExistsError):
                folder.mkdir(mode=0o700, parents=True)
                folder.chmod(0o700)
                _settle(folder.parent)
        draft = path.with_name(f".{id}")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                os.fchmod(file.fileno(), 0o600)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
        _settle(path.parent)

    def _sweep(self, before: float) -> None:
        for draft in self._folder.glob("*/.*"):
            with suppress(FileNotFoundError):
                if draft.stat().st_mtime < before:
                    draft.unlink()

    def _path(self, id: UUID) -> Path:
        """Spread by the last characters: the first ones of all that are made in a year are alike."""
        name = str(id)
        return self._folder / name[-2:] / name


def _settle(folder: Path) -> None:
    """A name is durable once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _away(error: OSError) -> TryAgainLater:
    log.error("documents: the folder cannot be used: %s", error.strerror)
    return TryAgainLater()
