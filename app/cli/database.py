"""The database a command works on: the configured one, or the embedded one, started for it if it does not run."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import asyncpg

from app.cli.terminal import CannotContinue, progress
from app.embedded import DataFolderInUse, embedded_postgres, url_of_running
from app.settings import Settings

REACH_SECONDS = 10


@contextmanager
def database(settings: Settings, what: str, *, share: bool = True) -> Iterator[str]:
    """Its URL. With ``share``, a platform that runs on the same data folder is not disturbed: its server is used.
    Without, the caller has the server to itself, and it is kept up.

    Raises:
        CannotContinue: production without a database, or one that does not answer.
        DataFolderInUse: another process runs on the folder, and may not be shared.
        EmbeddedPostgresError: the embedded server cannot run here.
    """
    if settings.database_url is not None:
        asyncio.run(_reach(settings.database_url))
        yield settings.database_url
        return
    if settings.production:
        raise CannotContinue("CROUPIER_DATABASE_URL is required in production.")
    with ExitStack() as stack:
        try:
            url = stack.enter_context(
                embedded_postgres(settings.data_dir, what=what, say=progress, watch=not share)
            ).url()
        except DataFolderInUse:
            running = url_of_running(settings.data_dir) if share else None
            if running is None:
                raise
            url = running
        yield url


async def _reach(url: str) -> None:
    try:
        connection = await asyncpg.connect(url, timeout=REACH_SECONDS)
    except (OSError, TimeoutError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise CannotContinue(
            f"The database of CROUPIER_DATABASE_URL does not let us in: {error or type(error).__name__}"
        ) from None
    await connection.close()
