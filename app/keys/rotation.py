"""Rounds of sealing anew until nothing is left, and what is left if something is."""

from collections.abc import Callable

import asyncpg

from app.keys.resealing import Progress, reseal
from app.keys.sealed_columns import COLUMNS
from app.keys.status import indexes_fit, sealed_by_key
from app.secrets import KeyRing

MAX_ROUNDS = 5


class IndexesDoNotFit(Exception):
    """The ring's last key is not the one that blind indexes were made with."""


async def rotate(url: str, ring: KeyRing, told: Callable[[Progress], None]) -> int:
    """How many values are still sealed under other keys than the newest: somebody held their rows, or makes new ones.

    Raises IndexesDoNotFit before anything is changed.
    """
    connection = await asyncpg.connect(url, server_settings={"application_name": "croupier keys"})
    try:
        if not await indexes_fit(connection, ring):
            raise IndexesDoNotFit
        left = await left_behind(connection, ring)
        for _ in range(MAX_ROUNDS):
            if not left:
                break
            async for progress in reseal(connection, ring):
                told(progress)
            left = await left_behind(connection, ring)
        return left
    finally:
        await connection.close()


async def left_behind(connection: "asyncpg.Connection[asyncpg.Record]", ring: KeyRing) -> int:
    """Values that are not sealed under the newest key."""
    newest = ring.newest[0]
    held = await sealed_by_key(connection)
    return sum(count for column in COLUMNS for key_id, count in held[column.name].items() if key_id != newest)
