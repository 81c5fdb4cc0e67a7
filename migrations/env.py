"""What Alembic runs, on the connection of ``app.adapters.postgres.migrate`` or on one of its own."""

import asyncio

from alembic import context
from sqlalchemy import Connection

from app.adapters.postgres.migrate import engine_for
from app.settings import Settings


def run(connection: Connection) -> None:
    """All outstanding revisions in one transaction: a failing one leaves the database as it was."""
    context.configure(connection=connection, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


async def run_from_command_line() -> None:
    url = Settings().database_url
    if url is None:
        raise SystemExit("Set CROUPIER_DATABASE_URL, or use `croupier migrate`.")
    engine = engine_for(url)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(run)
            await connection.commit()
    finally:
        await engine.dispose()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    asyncio.run(run_from_command_line())
