"""``croupier keys status``: what each key still holds, and which may leave its ring."""

import argparse
import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import asyncpg

from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.keys.status import TokenKeyUse, heads_by_key, indexes_fit, sealed_by_key, sessions_by_key
from app.ledger.heads import FOLDER
from app.secrets import KeyRing, load_secrets
from app.settings import Settings


def configure(parser: argparse.ArgumentParser) -> None:
    del parser


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Exit code 1 when a key is missing that something needs."""
    del arguments
    with database(settings, "looking at keys") as url:
        return asyncio.run(_print(settings, url))


async def _print(settings: Settings, url: str) -> int:
    keys = load_secrets(settings)
    await migrate(url)
    connection = await asyncpg.connect(url)
    try:
        sealed = await sealed_by_key(connection)
        sessions = await sessions_by_key(connection, keys.token)
        fit = await indexes_fit(connection, keys.data)
    finally:
        await connection.close()
    heads = heads_by_key(Path(settings.data_dir, FOLDER))
    print("data keys")
    for line in data_lines(keys.data, sealed, heads):
        print(f"  {line}")
    print("token keys")
    for line in token_lines(keys.token, sessions):
        print(f"  {line}")
    missing = {key_id for column in sealed.values() for key_id in column} | set(heads)
    missing -= {key_id for key_id, _ in keys.data.keys}
    for key_id in sorted(missing):
        print(f"MISSING {key_id}: something is sealed or signed under it, and no ring holds it")
    if not fit:
        print(f"WRONG the last data key, {keys.data.oldest[0]}, is not the one that blind indexes were made with")
    return 1 if missing or not fit else 0


def data_lines(ring: KeyRing, sealed: Mapping[str, Mapping[str, int]], heads: Mapping[str, int]) -> Iterator[str]:
    """A line a key, with the columns that it still holds below it."""
    for key_id, _ in ring.keys:
        held = {name: counts[key_id] for name, counts in sealed.items() if counts.get(key_id)}
        reasons = [f"{sum(held.values())} values sealed"] if held else []
        if key_id == ring.oldest[0]:
            reasons.append("blind indexes and digests, which cannot be made anew")
        if heads.get(key_id):
            reasons.append(f"{heads[key_id]} signed blocks of ledger heads, which it verifies")
        yield f"{_role(ring, key_id)}: {'; '.join(reasons) or _free(ring, key_id)}"
        for name, count in held.items():
            yield f"    {name:<32} {count:>12}"


def token_lines(ring: KeyRing, sessions: Mapping[str, TokenKeyUse]) -> Iterator[str]:
    for key_id, _ in ring.keys:
        use = sessions.get(key_id)
        if use is None:
            yield f"{_role(ring, key_id)}: {_free(ring, key_id)}"
        else:
            yield f"{_role(ring, key_id)}: {use.sessions} open sessions, the last until {_minutes(use.last_expires_at)}"


def _role(ring: KeyRing, key_id: str) -> str:
    if key_id == ring.newest[0]:
        return f"{key_id} (newest, in use)"
    if key_id in {waiting for waiting, _ in ring.keys[: ring.waiting]}:
        return f"{key_id} (waiting until every process knows it)"
    return key_id


def _free(ring: KeyRing, key_id: str) -> str:
    older = key_id in {known for known, _ in ring.keys[ring.waiting + 1 :]}
    return "nothing needs it any more; it may leave the ring" if older else "nothing yet"


def _minutes(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
