"""Chains behind the hot path, and heads that outlive the database's rows."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from app.ledger.chain import LOCK, ChainBuilder
from app.ledger.head_keys import HeadKeys
from app.ledger.heads import HeadFiles, SignedBlock
from app.secrets import KeyRing
from tests.lanes import KEYS, findings, running_lanes, seat
from tests.money_commands import adjust
from tests.postgres.ledger.conftest import Chained, tamper

FORGET_THE_NEWEST = """
delete from settlements where key = 'adjustment-2';
delete from outbox where wallet_ids = '{1}' and sequences = array[(select sequence from wallets where id = 1)];
delete from ledger_chain where wallet_id = 1 and sequence = (select sequence from wallets where id = 1);
delete from postings where wallet_id = 1 and sequence = (select sequence from wallets where id = 1);
delete from ledger_transactions where wallet_id = 1 and sequence = (select sequence from wallets where id = 1);
update wallets set sequence = sequence - 1, cash = cash - 10 where id = 1;
"""


async def test_forgetting_the_newest_rows_of_a_wallet_is_told_by_the_heads_alone(chained: Chained) -> None:
    last = await chained.pool.fetchval("select sequence from wallets where id = 1")
    await tamper(chained.pool, FORGET_THE_NEWEST)
    found = await findings(chained.url, chained.folder)
    assert found == [f"every chain reaches the head that was signed for it: wallet 1 #{last}: signed, and gone"]


async def test_a_chain_written_anew_is_not_the_one_that_was_signed(chained: Chained, tmp_path: Path) -> None:
    """A forger with the whole database rewrites a reason and every link; the heads were signed elsewhere."""
    await tamper(chained.pool, "update ledger_transactions set reason = 'forged' where wallet_id = 1 and sequence = 4")
    await tamper(chained.pool, "delete from ledger_chain")
    forger = HeadFiles(tmp_path / "forged", HeadKeys(KeyRing((("k1", bytes(32)),))))
    await ChainBuilder(chained.pool, forger, settled_seconds=-60).build_all()
    assert [f for f in await findings(chained.url, chained.folder) if "chained as something else" in f]
    assert any("its signature is not ours" in finding for finding in await findings(chained.url, tmp_path / "forged"))


async def test_a_head_whose_links_were_not_committed_yet_is_no_finding(chained: Chained) -> None:
    """The file is written first: this is what a crash between the two leaves, and what a verifier may meet."""
    await tamper(chained.pool, "delete from ledger_chain where wallet_id = 1 and sequence > 3")
    assert await findings(chained.url, chained.folder) == []
    await chained.builder.build_all()
    assert await findings(chained.url, chained.folder) == []


@pytest.mark.parametrize("damage", ["cut", "swap", "edit", "drop"])
async def test_damaged_files_are_told(chained: Chained, damage: str) -> None:
    async with running_lanes(chained.url) as lanes:
        for number in range(4):
            player = await seat(chained.pool, lanes, 10 + number)
            await chained.builder.build_all()
    assert player
    (path,) = chained.folder.glob("*.jsonl")
    lines = path.read_bytes().splitlines(keepends=True)
    assert len(lines) == 5
    if damage == "cut":
        lines = lines[:-1]
    elif damage == "swap":
        lines[1], lines[2] = lines[2], lines[1]
    elif damage == "edit":
        lines[1] = lines[1].replace(b'"at":"2', b'"at":"3')
    else:
        del lines[1]
    path.write_bytes(b"".join(lines))
    assert await findings(chained.url, chained.folder)


async def test_a_line_that_a_crash_left_without_its_end_is_dropped(chained: Chained) -> None:
    (path,) = chained.folder.glob("*.jsonl")
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: len(whole) // 2])
    assert await findings(chained.url, chained.folder) == []
    async with running_lanes(chained.url) as lanes:
        await seat(chained.pool, lanes, 10)
    await chained.builder.build_all()
    assert path.read_bytes().startswith(whole)
    assert len(path.read_bytes().splitlines()) == 2
    assert await findings(chained.url, chained.folder) == []


async def test_one_process_builds_at_a_time(chained: Chained) -> None:
    other = await asyncpg.connect(chained.url)
    assert await other.fetchval("select pg_try_advisory_lock($1)", LOCK)
    assert not await chained.builder.build_all()
    await other.close()


async def test_one_process_writes_the_heads_at_a_time(chained: Chained) -> None:
    """Also where two believe that they hold the database's lock, because one has lost it and does not know yet."""
    late, other = HeadFiles(chained.folder, KEYS), HeadFiles(chained.folder, KEYS)
    late.resume()
    with pytest.raises(BlockingIOError):
        other.resume()
    late.release()
    other.resume()
    block = SignedBlock(datetime.now(UTC), [(1, 1, bytes(32))])
    with pytest.raises(BlockingIOError):
        late.append(block)
    other.append(block)
    other.release()


async def test_two_builders_share_the_work_of_a_running_platform(fresh_postgres_url: str, tmp_path: Path) -> None:
    """Small blocks, while money moves: in the end every transaction is chained once, and every tip is signed."""
    async with asyncpg.create_pool(fresh_postgres_url, min_size=1, max_size=6) as pool:
        builders = [ChainBuilder(pool, HeadFiles(tmp_path, KEYS), settled_seconds=-60, max_rows=7) for _ in range(2)]
        async with running_lanes(fresh_postgres_url) as lanes:
            players = [await seat(pool, lanes, 1_000) for _ in range(5)]
            for builder in builders:
                await builder.start()
            for step in range(20):
                await asyncio.gather(*(lanes.settle(adjust(player, 1, f"{step}-{player}")) for player in players))
        for builder in builders:
            await builder.stop()
        assert await builders[0].build_all()
        assert await pool.fetchval("select count(*) from ledger_chain") == 105
    assert await findings(fresh_postgres_url, tmp_path) == []


async def test_a_hole_stops_a_chain_and_not_the_others(chained: Chained) -> None:
    await tamper(chained.pool, "delete from ledger_chain where sequence > 2")
    await tamper(chained.pool, "delete from ledger_transactions where wallet_id = 1 and sequence = 5")
    await chained.builder.build_all()
    tips = dict(await chained.pool.fetch("select wallet_id, max(sequence) from ledger_chain group by 1"))
    assert tips == {1: 4, 2: 1}
