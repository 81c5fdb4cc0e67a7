"""``croupier ledger verify`` as a person types it, and while money moves."""

import asyncio
import base64
from collections.abc import Callable
from pathlib import Path
from random import Random
from uuid import uuid4

import asyncpg
import pytest

from app.cli.main import main
from app.ledger.chain import ChainBuilder
from app.ledger.heads import FOLDER, HeadFiles
from app.settlement.lanes import SettlementLanes
from domain.shared import PlayerId, Refusal
from tests.lanes import KEYS, findings, running_lanes, seat
from tests.money_commands import adjust, bet, close, hold, roll_back, win
from tests.postgres.ledger.conftest import Chained, tamper

Verify = Callable[[], int]


@pytest.fixture
def verify(untouched: Chained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Verify:
    ring = f"k1:{base64.b64encode(bytes(range(32))).decode()}"
    monkeypatch.setenv("CROUPIER_DATABASE_URL", untouched.url)
    monkeypatch.setenv("CROUPIER_DATA_KEYS", ring)
    (tmp_path / FOLDER).symlink_to(untouched.folder)
    return lambda: main(["ledger", "verify", "--data-dir", str(tmp_path)])


def test_prints_a_table_and_is_content(verify: Verify, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify() == 0
    printed = capsys.readouterr()
    lines = printed.out.splitlines()
    assert lines[0].split() == ["check", "rows", "read", "findings", "seconds"]
    assert len(lines) == 19
    assert all(line.split()[-2] == "0" for line in lines[1:])
    assert "Nothing is wrong" in printed.err


async def test_names_what_is_wrong_and_fails(
    verify: Verify, untouched: Chained, capsys: pytest.CaptureFixture[str]
) -> None:
    change = "update postings set party = party || '{}' where wallet_id = 1 and sequence = 4 and line = 0"
    await tamper(untouched.pool, change.format("X"))
    assert await asyncio.to_thread(verify) == 1
    printed = capsys.readouterr()
    assert "    wallet 1 #4: it is not what was chained" in printed.out.splitlines()
    assert printed.err.strip().endswith("findings.")
    await tamper(untouched.pool, "update postings set party = '' where wallet_id = 1 and sequence = 4 and line = 0")


async def test_finds_nothing_while_bets_run(fresh_postgres_url: str, tmp_path: Path) -> None:
    """Every check sees one moment, and so do the signed heads that are demanded of it."""
    async with asyncpg.create_pool(fresh_postgres_url, min_size=1, max_size=6) as pool:
        builder = ChainBuilder(pool, HeadFiles(tmp_path, KEYS), settled_seconds=0, max_rows=40)
        async with running_lanes(fresh_postgres_url) as lanes:
            players = [await seat(pool, lanes, 1_000_00) for _ in range(12)]
            playing = [asyncio.create_task(play(lanes, player, seed)) for seed, player in enumerate(players)]
            building = asyncio.create_task(build_again_and_again(builder))
            for _ in range(6):
                assert await findings(fresh_postgres_url, tmp_path) == []
            for task in playing:
                task.cancel()
            await asyncio.wait(playing)
            building.cancel()
            await asyncio.wait([building])
        assert await pool.fetchval("select count(*) from ledger_chain") > 100
        assert await pool.fetchval("select count(*) from ledger_transactions") > 300


async def build_again_and_again(builder: ChainBuilder) -> None:
    while True:
        assert await builder.build_all()
        await asyncio.sleep(0)


async def play(lanes: SettlementLanes, player: PlayerId, seed: int) -> None:
    """For ever."""
    chance, number = Random(seed), 0
    while True:
        number += 1
        key, round_ = f"{player}-{number}", f"round-{number // 4}"
        earlier = f"{player}-{chance.randrange(max(1, number - 4), number + 1)}"
        command = chance.choice(
            (
                bet(player, chance.randrange(50), key, round_=round_),
                bet(player, chance.randrange(50), key, round_=round_),
                win(player, chance.randrange(60), key, round_=round_),
                roll_back(player, earlier, key, round_=round_),
                close(player, key, round_=round_),
                adjust(player, chance.randrange(-20, 20), key),
                hold(player, uuid4(), 5, key),
            )
        )
        try:
            await lanes.settle(command)
        except Refusal:
            continue
