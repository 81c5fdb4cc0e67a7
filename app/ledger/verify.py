"""Proves the ledger from its rows alone, in one snapshot, also while bets run."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter

import asyncpg

from app.ledger.checks import chains, money, records
from app.ledger.checks.check import Check
from app.ledger.heads import HeadFiles, HeadsDamaged
from app.ledger.links import hash_at

MAX_NAMED = 20
"""Findings that a check names; the others are counted."""
CHECKS: Sequence[Check] = (*money.CHECKS, *records.CHECKS, *chains.CHECKS)
SETTINGS = {
    "application_name": "croupier-verify",
    "statement_timeout": "0",
    "work_mem": "64MB",
    "jit": "off",
}
# Every check reads whole tables: in the order of an index, each row would be a page of its own.
READ_THROUGH = "set local enable_indexscan = off; set local enable_memoize = off"
SIGNED_HEADS = """
create temporary table signed_heads (wallet_id bigint primary key, sequence bigint, hash bytea, newest bigint not null)
"""
# Only heads signed before the snapshot are demanded of it; all of them may vouch for what it holds.
KEEP_HEADS = """
insert into signed_heads as h (wallet_id, newest, sequence, hash)
select wallet_id, sequence, case when $4 then sequence end, case when $4 then hash end
from unnest($1::bigint[], $2::bigint[], $3::bytea[]) u (wallet_id, sequence, hash)
on conflict (wallet_id) do update set newest = greatest(h.newest, excluded.newest),
    hash = case when excluded.sequence >= coalesce(h.sequence, 0) then excluded.hash else h.hash end,
    sequence = greatest(h.sequence, excluded.sequence)
"""
AHEAD = """
select h.wallet_id, h.sequence, h.hash from signed_heads h
where h.sequence > (select coalesce(max(sequence), 0) from ledger_chain c where c.wallet_id = h.wallet_id)
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check found; ``named`` are the first of its findings."""

    check: str
    rows: int
    findings: int
    named: Sequence[str]
    seconds: float


async def verify(url: str, files: HeadFiles) -> AsyncIterator[Outcome]:
    """Every check's outcome in turn; they all see the same moment. Memory is bounded, whatever the ledger's size."""
    connection = await asyncpg.connect(url, server_settings=SETTINGS, timeout=10)
    try:
        await connection.execute(SIGNED_HEADS)
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            async for outcome in run_checks(connection, files):
                yield outcome
    finally:
        await connection.close()


async def run_checks(connection: "asyncpg.Connection[asyncpg.Record]", files: HeadFiles) -> AsyncIterator[Outcome]:
    """Inside a transaction that sees one moment, in a session with an empty table ``signed_heads``."""
    yield await _signatures(connection, files)
    await connection.execute(READ_THROUGH)
    for check in CHECKS:
        yield await _run(connection, check)


async def _run(connection: "asyncpg.Connection[asyncpg.Record]", check: Check) -> Outcome:
    started = perf_counter()
    rows = 0
    for table in check.reads:
        rows += await connection.fetchval(f"select count(*) from {table}")  # noqa: S608 (names of ours)
    found = await connection.fetch(
        f"with found (finding) as ({check.query}) select count(*) over (), finding from found limit {MAX_NAMED}",  # noqa: S608
        *check.arguments,
    )
    findings = found[0][0] if found else 0
    return Outcome(check.name, rows, findings, [row[1] for row in found], perf_counter() - started)


async def _signatures(connection: "asyncpg.Connection[asyncpg.Record]", files: HeadFiles) -> Outcome:
    """Reads the files' heads into the session's table. A file that is damaged vouches for nothing after the damage."""
    started = perf_counter()
    snapshot: datetime = await connection.fetchval("select now()")
    heads, named = 0, []
    try:
        for block in files.read():
            if block.heads:
                heads += len(block.heads)
                await connection.execute(KEEP_HEADS, *zip(*block.heads, strict=True), block.at < snapshot)
    except HeadsDamaged as damage:
        named.append(str(damage))
    await _take_back_unfinished(connection)
    return Outcome(
        "signed heads are ours, and none is missing between", heads, len(named), named, perf_counter() - started
    )


async def _take_back_unfinished(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """A block's heads are signed just before its links are committed: where the links are not there yet, but would
    have the signed hash, nothing is missing."""
    for wallet_id, sequence, signed in await connection.fetch(AHEAD):
        if await hash_at(connection, wallet_id, sequence) == signed:
            await connection.execute("update signed_heads set sequence = null where wallet_id = $1", wallet_id)
