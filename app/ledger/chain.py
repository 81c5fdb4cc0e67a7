"""The hash chains, built behind the hot path: block by block, in one process at a time."""

import asyncio
from collections.abc import Sequence
from time import perf_counter

import asyncpg

from app.jobs import Job, end, start
from app.ledger.heads import HeadFiles, SignedBlock
from app.ledger.links import LINKS, MAX_ROWS, PLANNER, ROWS, links_of

LOCK = 0x63726F7570696572
"""The advisory lock of whoever builds a database's chains."""
SETTLED_SECONDS = 2.0
"""Younger rows are left for the next lap: the hot path comes first."""
MAX_WALLETS = 2_000
WORKING_PAUSE_SECONDS = 0.05
PAUSE_PER_WORK = 3.0
"""A pause is at least so many times as long as the block before it: the busier the machine, the longer."""
LAP_PAUSE_SECONDS = 2.0
STANDBY_SECONDS = 5.0

KEEP = (
    "insert into ledger_chain (wallet_id, sequence, hash) select * from unnest($1::bigint[], $2::bigint[], $3::bytea[])"
)


class ChainBuilder:
    """Walks round all wallets, a bounded block at a time, and extends each chain by what was committed since.

    Any number of processes may run one; an advisory lock lets one of them work. A block's heads are signed and on the
    disk before its links are committed, so no link is ever without a head; what a crash between the two leaves is
    built again, with the same hashes.
    """

    def __init__(
        self,
        pool: "asyncpg.Pool[asyncpg.Record]",
        files: HeadFiles,
        *,
        settled_seconds: float = SETTLED_SECONDS,
        max_rows: int = MAX_ROWS,
    ) -> None:
        self._pool = pool
        self._files = files
        self._settled_seconds = settled_seconds
        self._max_rows = max_rows
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = start(Job("chain builder", self._stand_by, STANDBY_SECONDS))

    async def stop(self) -> None:
        if self._task is not None:
            await end(self._task)

    async def build_all(self) -> bool:
        """All that is to be chained now, without pauses; False where another process has the lock."""
        async with self._pool.acquire() as connection:
            if not await connection.fetchval("select pg_try_advisory_lock($1)", LOCK):
                return False
            try:
                self._files.resume()
                while await self._lap(connection, pauses=False):
                    continue
            finally:
                self._files.release()
                await connection.execute("select pg_advisory_unlock($1)", LOCK)
        return True

    async def _stand_by(self) -> None:
        """Leads, if nobody else does, for as long as the connection holds."""
        async with self._pool.acquire() as connection:
            if await connection.fetchval("select pg_try_advisory_lock($1)", LOCK):
                # The pool gives the lock back when it takes the connection back.
                await self._lead(connection)

    async def _lead(self, connection: "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]") -> None:
        self._files.resume()
        try:
            while True:
                unfinished = await self._lap(connection, pauses=True)
                await asyncio.sleep(WORKING_PAUSE_SECONDS if unfinished else LAP_PAUSE_SECONDS)
        finally:
            self._files.release()

    async def _lap(self, connection: "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]", *, pauses: bool) -> bool:
        """Once round all wallets; True where a bound left something to be chained."""
        cursor, unfinished = 0, False
        while True:
            started = perf_counter()
            cursor, full = await self._block(connection, cursor)
            unfinished = unfinished or full
            if not cursor:
                return unfinished
            if pauses:
                await asyncio.sleep(max(WORKING_PAUSE_SECONDS, PAUSE_PER_WORK * (perf_counter() - started)))

    async def _block(
        self, connection: "asyncpg.pool.PoolConnectionProxy[asyncpg.Record]", after: int
    ) -> tuple[int, bool]:
        """Extend the chains of wallets after this id; the id to go on after (0: the lap is over), and whether the block
        was full."""
        async with connection.transaction():
            await connection.execute(PLANNER)
            wallets = await connection.fetch(LINKS, after, MAX_WALLETS)
            behind = [wallet for wallet in wallets if wallet["behind"]]
            rows: Sequence[asyncpg.Record] = ()
            if behind:
                starts = [wallet["id"] for wallet in behind], [wallet["sequence"] for wallet in behind]
                rows = await connection.fetch(ROWS, *starts, self._settled_seconds, self._max_rows)
            links = links_of(behind, sorted(rows, key=lambda row: (row["wallet_id"], row["sequence"])))
            if links:
                at = await connection.fetchval("select clock_timestamp()")
                newest = {link[0]: link for link in links}
                await asyncio.to_thread(self._files.append, SignedBlock(at, list(newest.values())))
                await connection.execute(KEEP, *zip(*links, strict=True))
        if len(rows) == self._max_rows:
            # A wallet that filled a block alone lets the others come first.
            first, last = min(row["wallet_id"] for row in rows), max(row["wallet_id"] for row in rows)
            return (last if first == last else last - 1), True
        return (wallets[-1]["id"] if len(wallets) == MAX_WALLETS else 0), False
