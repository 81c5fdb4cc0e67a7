"""What the database holds of the audited players, beside what the model says of them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

import asyncpg
import orjson

from tests.auditor.model import Wallet
from tests.faults.harness.seats import PROVIDER, Seat

WALLETS = "select player_id, cash, in_play, sequence from wallets where player_id = any($1::uuid[])"
REPLIES = "select player_id, key, state, reply from settlements where caller = $2 and player_id = any($1::uuid[])"
CASH = "select cash from wallets where player_id = $1 and currency = $2"
TWICE = """
select t.caller || ' ' || t.key from ledger_transactions t join wallets w on w.id = t.wallet_id
where w.player_id = any($1::uuid[]) group by t.caller, t.key having count(*) > 1
"""
ROUNDS = "select player_id, reference, state, in_play from rounds where player_id = any($1::uuid[])"


@asynccontextmanager
async def connected(url: str) -> "AsyncIterator[asyncpg.Connection[asyncpg.Record]]":
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def settled_keys(url: str, wallets: Sequence[Wallet]) -> set[str]:
    """The transaction ids that the database holds a result for; a tombstone is none."""
    async with connected(url) as connection:
        rows = await connection.fetch(REPLIES, [wallet.seat.player for wallet in wallets], PROVIDER)
    return {row["key"] for row in rows if row["reply"] != "null"}


async def cash_of(url: str, seat: Seat) -> int:
    async with connected(url) as connection:
        return int(await connection.fetchval(CASH, seat.player, seat.currency))


async def differences(url: str, wallets: Sequence[Wallet]) -> list[str]:
    """Where the two do not agree; empty when all acknowledged is there, with its reply, once, and nothing else."""
    players = [wallet.seat.player for wallet in wallets]
    async with connected(url) as connection:
        held = {row["player_id"]: row for row in await connection.fetch(WALLETS, players)}
        replies = await connection.fetch(REPLIES, players, PROVIDER)
        twice = [f"twice: {row[0]}" for row in await connection.fetch(TWICE, players)]
        rounds = {(row[0], row[1]): (row[2] == 1, row[3]) for row in await connection.fetch(ROUNDS, players)}
    stored: dict[UUID, dict[str, int | None]] = {player: {} for player in players}
    for row in replies:
        reply = orjson.loads(row["reply"])
        stored[row["player_id"]][row["key"]] = None if reply is None else reply[1]
    found = twice
    for wallet in wallets:
        row = held[wallet.seat.player]
        found += _of_wallet(wallet, (row["cash"], row["in_play"], row["sequence"]), stored[wallet.seat.player])
    expected = {
        (wallet.seat.player, name): (round_.open, round_.in_play)
        for wallet in wallets
        for name, round_ in wallet.rounds.items()
    }
    found += [f"round {key}: {rounds.get(key)} is not {expected.get(key)}" for key in rounds.keys() ^ expected.keys()]
    found += [
        f"round {key}: {rounds[key]} is not {expected[key]}"
        for key in rounds.keys() & expected.keys()
        if rounds[key] != expected[key]
    ]
    return found


def _of_wallet(wallet: Wallet, held: tuple[int, int, int], stored: dict[str, int | None]) -> list[str]:
    name = wallet.seat.user
    found = []
    wanted = (wallet.cash, wallet.in_play, wallet.sequence)
    if held != wanted:
        found.append(f"wallet {name}: cash, in play, sequence are {held}, not {wanted}")
    told = {key: None if known.tombstone else known.told_minor for key, known in wallet.known.items()}
    found += [f"lost: {name} {key}" for key in told.keys() - stored.keys()]
    found += [f"never asked for: {name} {key}" for key in stored.keys() - told.keys()]
    found += [
        f"{name} {key}: was told {told[key]}, stored is {stored[key]}"
        for key in told.keys() & stored.keys()
        if told[key] != stored[key]
    ]
    return found
