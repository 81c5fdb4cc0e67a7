"""When the database is away."""

import asyncpg

AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.OperatorInterventionError,
    OSError,
)
"""Lost or refused connections, a server that starts or stops, and timeouts: the same read may succeed later."""
