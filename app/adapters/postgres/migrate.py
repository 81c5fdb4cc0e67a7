"""Brings a database to the newest revision."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, text
from sqlalchemy.engine.interfaces import DBAPICursor, ExecutionContext
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[3]
LOCK = 7_163_012_554
"""The advisory lock that lets one process migrate while the others wait; any number nobody else uses."""


def engine_for(url: str) -> AsyncEngine:
    """An engine that keeps no connection, for ``postgresql://…``; a migration may hand it a script."""
    engine = create_async_engine(sqlalchemy_url(url), poolclass=NullPool)
    event.listen(engine.sync_engine, "do_execute", _execute_script)
    return engine


def sqlalchemy_url(url: str) -> str:
    """``postgresql://`` and ``postgres://`` as SQLAlchemy's asyncpg dialect wants them."""
    return "postgresql+asyncpg://" + url.split("://", 1)[1]


async def migrate(url: str, revision: str = "head") -> None:
    """Upgrades to ``revision``, or downgrades when it lies behind (``-1``: by one); processes take turns.

    Raises:
        alembic.util.CommandError: there is no such revision.
    """
    engine = engine_for(url)
    try:
        async with engine.connect() as connection:
            await connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": LOCK})
            await connection.commit()
            try:
                await connection.run_sync(_move, revision)
                await connection.commit()
            finally:
                await connection.rollback()
                await connection.execute(text("select pg_advisory_unlock(:lock)"), {"lock": LOCK})
                await connection.commit()
    finally:
        await engine.dispose()


def outdated_revisions() -> frozenset[str | None]:
    """The revisions that this code is too new for; a database that is ahead of the code is fit to serve it.

    ``None`` stands for a database without any.
    """
    scripts = ScriptDirectory.from_config(_configuration())
    head = scripts.get_current_head()
    return frozenset({None} | {script.revision for script in scripts.walk_revisions()} - {head})


def _configuration() -> Config:
    configuration = Config(toml_file=ROOT / "pyproject.toml")
    configuration.set_main_option("script_location", str(ROOT / "migrations"))
    return configuration


def _move(connection: Connection, revision: str) -> None:
    configuration = _configuration()
    configuration.attributes["connection"] = connection
    current = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(configuration)
    if revision == "head" and current is not None and current not in {s.revision for s in scripts.walk_revisions()}:
        log.warning("the database is at revision %s, ahead of this code: left as it is", current)
        return
    passed = {script.revision for script in scripts.iterate_revisions(current, "base")} if current else set()
    behind = revision == "base" or revision.startswith("-") or (revision != current and revision in passed)
    (command.downgrade if behind else command.upgrade)(configuration, revision)


def _execute_script(
    cursor: DBAPICursor, statement: str, parameters: Sequence[Any], execution: ExecutionContext
) -> bool:
    """Runs a script as it stands: asyncpg prepares what SQLAlchemy sends, and prepares only one statement at a time."""
    if parameters or ";" not in statement.strip().rstrip(";"):
        return False
    cursor.execute("select 1")  # opens the transaction, if this is its first statement
    connection = execution.root_connection.connection.dbapi_connection
    connection.run_async(lambda driver: driver.execute(statement))  # type: ignore[union-attr]
    return True
