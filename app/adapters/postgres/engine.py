"""SQLAlchemy's engine, for everything except money."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from app.adapters.postgres.migrate import sqlalchemy_url

POOL_SIZE = 10
MAX_OVERFLOW = 10
STATEMENT_TIMEOUT_MS = 10_000
ANSWER_SECONDS = STATEMENT_TIMEOUT_MS / 1000 + 1
"""Longer than the server's own bound: beyond it the server, or the way to it, is frozen, and tells nobody."""


def open_engine(url: str) -> AsyncEngine:
    """An engine with a bounded pool for ``postgresql://…``; a connection that the server closed is never handed out."""
    engine = create_async_engine(
        sqlalchemy_url(url),
        pool_size=POOL_SIZE,
        max_overflow=MAX_OVERFLOW,
        pool_timeout=5,
        hide_parameters=True,  # errors reach the logs, and parameters are people's data
        connect_args={
            "timeout": 5,
            "command_timeout": ANSWER_SECONDS,
            "server_settings": {"application_name": "croupier", "statement_timeout": str(STATEMENT_TIMEOUT_MS)},
        },
    )
    event.listen(engine.sync_engine, "checkout", _refuse_the_dead)
    return engine


def _refuse_the_dead(connection: Any, *_: object) -> None:
    """The driver knows which connections a restart of the server ended: no ping is needed, and no request fails."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError
