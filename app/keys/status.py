"""What each key still holds: sealed values, blind indexes, signed heads, sessions that are open."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import asyncpg

from app.adapters.cipher import BlindIndex, CannotOpen, Cipher
from app.adapters.refresh_tokens import HmacRefreshTokens
from app.keys.sealed_columns import COLUMNS, SealedColumn
from app.secrets import KeyRing
from domain.identity import EmailAddress
from domain.shared import SessionId

SAMPLE = 20


@dataclass(frozen=True, slots=True)
class TokenKeyUse:
    """Open sessions whose refresh token was made with a key, and when the last of them ends."""

    sessions: int
    last_expires_at: datetime


async def sealed_by_key(connection: "asyncpg.Connection[asyncpg.Record]") -> Mapping[str, Mapping[str, int]]:
    """By column (``players.email_sealed``), how many values each key's id stands before. Reads every row once."""
    return {column.name: await _by_key(connection, column) for column in COLUMNS}


async def _by_key(connection: "asyncpg.Connection[asyncpg.Record]", column: SealedColumn) -> Mapping[str, int]:
    rows = await connection.fetch(
        f"""
        select substring({column.column} for position($1::bytea in {column.column}) - 1) as key_id, count(*) as count
        from {column.table} where {column.column} is not null group by 1
        """,  # noqa: S608 - names of ours
        column.separator,
    )
    return {row["key_id"].decode("ascii", "replace"): row["count"] for row in rows}


async def indexes_fit(connection: "asyncpg.Connection[asyncpg.Record]", ring: KeyRing) -> bool:
    """Whether blind indexes are those of the ring's last key; with another one nobody would be found any more."""
    cipher, emails = Cipher(ring), BlindIndex(ring, "e-mail address")
    rows = await connection.fetch(
        "select id, email_index, email_sealed from players where erased_at is null order by id desc limit $1", SAMPLE
    )
    return not rows or any(_fits(cipher, emails, row) for row in rows)


def _fits(cipher: Cipher, emails: BlindIndex, row: asyncpg.Record) -> bool:
    try:
        shown = cipher.open(row["email_sealed"], f"players/email/{row['id']}")
    except CannotOpen:
        return False
    return bool(emails.of(EmailAddress.parse(shown).normalised) == row["email_index"])


async def sessions_by_key(connection: "asyncpg.Connection[asyncpg.Record]", ring: KeyRing) -> Mapping[str, TokenKeyUse]:
    """By token key. A session moves to the newest key with its next refresh."""
    makers = [(key_id, HmacRefreshTokens(KeyRing(((key_id, key),)))) for key_id, key in ring.keys]
    uses: dict[str, TokenKeyUse] = {}
    async with connection.transaction(readonly=True):
        async for row in connection.cursor(
            "select id, generation, refresh_digest, expires_at from sessions"
            " where ended_at is null and expires_at > now()"
        ):
            current = SessionId(row["id"]), row["generation"], row["refresh_digest"]
            key_id = next((key_id for key_id, maker in makers if maker.again(*current)), "")
            known = uses.get(key_id, TokenKeyUse(0, row["expires_at"]))
            uses[key_id] = TokenKeyUse(known.sessions + 1, max(known.last_expires_at, row["expires_at"]))
    return uses


def heads_by_key(folder: Path) -> Mapping[str, int]:
    """Signed lines in the heads' files by data key: they can be verified only as long as it is in the ring."""
    count: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl")):
        with path.open() as file:
            count.update(line.split(" ", 2)[1] for line in file if line.count(" ") >= 2)
    return count
