"""When the database is away."""

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.OperatorInterventionError,
    OSError,
)
"""Lost or refused connections, a server that starts or stops, and timeouts: the same read may succeed later."""


def is_away(fault: Exception) -> bool:
    """The same of a fault that came through SQLAlchemy, which wraps the driver's own twice."""
    if isinstance(fault, DBAPIError):
        return fault.connection_invalidated or isinstance(fault.orig and fault.orig.__cause__, AWAY)
    return isinstance(fault, (*AWAY, NoConnectionFree))
