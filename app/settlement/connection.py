"""A lane's own connection to the database."""

import asyncio

import asyncpg
from asyncpg import Connection, Record

# Every statement of a lane looks rows up by key. A plan made while a table was empty would be a sequential scan, cached
# and run again when the table has millions of rows, so a lane's planner may not choose one, nor join by reading it all.
PLANNER = {
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
    "plan_cache_mode": "force_generic_plan",
    "jit": "off",
    "synchronous_commit": "on",
    "statement_timeout": "10000",
    "idle_in_transaction_session_timeout": "10000",
    "lock_timeout": "5000",
    "application_name": "croupier-lane",
}

ANSWER_SECONDS = 11
"""Longer than the server's own bounds above: beyond it the server, or the way to it, is frozen, and tells nobody."""


class LaneConnection:
    """One connection, opened again after it broke; a command that gets no answer raises TimeoutError."""

    def __init__(self, dsn: str) -> None:
        self._dsn = dsn
        self._connection: Connection[Record] | None = None

    async def open(self) -> None:
        self._connection = await asyncpg.connect(
            self._dsn, server_settings=PLANNER, timeout=5, command_timeout=ANSWER_SECONDS
        )

    def current(self) -> "Connection[Record]":
        """The open connection; raises asyncpg.InterfaceError when there is none."""
        if self._connection is None or self._connection.is_closed():
            raise asyncpg.InterfaceError("the lane's connection is closed")
        return self._connection

    async def reopen(self, until: float) -> bool:
        """Try until ``until`` on the event loop's clock, waiting longer each time; False when time ran out."""
        loop = asyncio.get_running_loop()
        self.discard()
        pause = 0.05
        while loop.time() < until:
            try:
                await self.open()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
                await asyncio.sleep(min(pause, max(until - loop.time(), 0)))
                pause = min(pause * 2, 1.0)
            else:
                return True
        return False

    async def close(self) -> None:
        if self._connection is not None and not self._connection.is_closed():
            await self._connection.close(timeout=5)

    def discard(self) -> None:
        """Close it without a word: what it began is rolled back."""
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None
