"""What the database's errors mean to a lane; all others are poison, which fails alone."""

import asyncpg

AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # the server's last word was read, and the end of its connection not yet
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
    OSError,
)
"""The database is away, or does not answer in time (TimeoutError is an OSError): connect anew, and run the batch again.

Narrower than ``app.adapters.postgres.away``: a statement that was cancelled is no outage here.
"""
PASSING = (
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.LockNotAvailableError,
    asyncpg.QueryCanceledError,
)
"""Another process held a lock: once it has committed, the next attempt sees what it did."""
KEY_USED = "settlements_pkey"
"""Another process used the key; likewise. Any other key that exists already will still exist next time."""


def passes(error: Exception) -> bool:
    """Whether the same command may well be settled a moment later."""
    if isinstance(error, asyncpg.UniqueViolationError):
        return bool(error.constraint_name == KEY_USED)
    return isinstance(error, PASSING)
