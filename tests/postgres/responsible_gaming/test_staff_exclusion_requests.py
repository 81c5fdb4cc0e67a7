"""``croupier staff exclusions request, requests, view, exclude, decline``, as staff type them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from app.cli.main import main
from app.platform import Platform
from domain.wallet import GateClosed
from tests.money_commands import bet
from tests.postgres.responsible_gaming.conftest import House
from tests.postgres.responsible_gaming.firing import BOTH, token_digest_of
from tests.running import SignedInPlayer

Typed = Callable[..., Awaitable[tuple[int, str, str]]]
WHO = (
    "--relation",
    "PARTNER",
    "--asked-by",
    "Kim Doe",
    "--contact",
    "+44 20 7946 0000",
    "--reason",
    "Rent is\ngambled.",
)
WHY = ("--reason", "Bank statements were shown", "--by", "lee")
LOG = "select step, by from exclusion_request_log where request_id = $1 order by id"


@pytest.fixture
def staff(
    platform: Platform, postgres_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Typed:
    """The exit code, and what was written to each stream."""
    monkeypatch.setenv("CROUPIER_DATABASE_URL", postgres_url)
    folder: Path = platform.settings.data_dir

    async def type_(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = await asyncio.to_thread(main, ["staff", "exclusions", "--data-dir", str(folder), *words])
        return code, *capsys.readouterr()

    return type_


async def recorded(staff: Typed, player: SignedInPlayer, *more: str) -> UUID:
    code, out, err = await staff("request", "--player", player.email, *WHO, "--by", "eve", *more)
    assert code == 0, err
    assert out.endswith(f"player {player.id}  waits for a decision\n")
    return UUID(out.split()[0])


async def test_a_request_is_written_down_sealed_and_changes_nothing_yet(
    platform: Platform, staff: Typed, player: SignedInPlayer
) -> None:
    request = await recorded(staff, player, "--asked-at", "2026-01-02T03:04")
    row = await platform.pool.fetchrow("select * from exclusion_requests where id = $1", request)
    assert row is not None
    assert row["asked_at"] == datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
    assert all(
        word not in bytes(row[f"{name}_sealed"])
        for name, word in (("asked_by", b"Kim"), ("contact", b"7946"), ("reason", b"Rent"))
    )
    assert await blocks(platform, player) == set()
    code, out, _ = await staff("requests")
    assert code == 0
    assert f"{request}  player {player.id}  PARTNER       asked 2026-01-02 03:04 UTC\n" in out
    assert "Kim" not in out
    code, out, _ = await staff("view", str(request), *WHY)
    assert "PARTNER: Kim Doe, +44 20 7946 0000\n    Rent is\n    gambled.\n" in out
    assert [tuple(each) for each in await platform.pool.fetch(LOG, request)] == [("RECORDED", "eve"), ("VIEWED", "lee")]


async def blocks(platform: Platform, player: SignedInPlayer) -> set[str]:
    return set(await platform.pool.fetchval("select blocks from player_gates where player_id = $1", player.id))


async def test_declined_it_leaves_everything_as_it_was(
    platform: Platform, staff: Typed, player: SignedInPlayer
) -> None:
    request = await recorded(staff, player)
    code, out, _ = await staff("decline", str(request), *WHY)
    assert (code, out) == (0, f"{request}  player {player.id}  declined\n")
    assert await blocks(platform, player) == set()
    assert str(request) not in (await staff("requests"))[1]
    assert "declined" in (await staff("view", str(request), *WHY))[1]
    for again in (("decline", str(request)), ("exclude", str(request), "--months", "6")):
        code, _, err = await staff(*again, *WHY)
        assert (code, "answered already" in err) == (1, True)
    steps = [row[0] for row in await platform.pool.fetch(LOG, request)]
    assert steps == ["RECORDED", "DECLINED", "VIEWED"]


@pytest.mark.parametrize("length", [("--months", "12"), ("--for-good",)])
async def test_excluded_on_request_its_player_is_kept_away_at_once(
    platform: Platform, staff: Typed, player: SignedInPlayer, length: tuple[str, ...]
) -> None:
    request = await recorded(staff, player)
    code, out, err = await staff("exclude", str(request), *length, *WHY)
    assert code == 0, err
    assert ("for good" if length == ("--for-good",) else " UTC at least") in out
    four = {f"{gate}:OPERATOR_EXCLUDED" for gate in ("bet", "deposit", "demo", "marketing")}
    assert await blocks(platform, player) == four
    log = "select step, kind, by from exclusion_log where player_id = $1"
    assert [tuple(row) for row in await platform.pool.fetch(log, player.id)] == [("IMPOSED", "OPERATOR", "lee")]
    assert [tuple(row) for row in await platform.pool.fetch(LOG, request)] == [("RECORDED", "eve"), ("EXCLUDED", "lee")]
    ended = await platform.pool.fetchval(
        "select count(*) from sessions where player_id = $1 and ended_at is null", player.id
    )
    assert ended == 0
    shorter = await recorded(staff, player)
    code, _, err = await staff("exclude", str(shorter), "--months", "6", *WHY)
    assert (code, "at least as long is in force" in err) == (1, True)


@pytest.mark.clause(
    "GLI-19 A.3.8(e)",
    rule="a third party's request is recorded, looked at, decided; then no bet and no deposit is taken",
    field="exclusions.self_exclusion_months",
)
async def test_after_the_commands_word_two_processes_get_not_one_bet_and_not_one_deposit_through(
    house: House, staff: Typed, target: SignedInPlayer
) -> None:
    request = await recorded(staff, target)
    await house.squad.fire(target, BOTH, wins=False)
    assert (await staff("exclude", str(request), "--months", "6", *WHY))[0] == 0
    report = await house.squad.acknowledged()
    assert report.after.keys() == set(BOTH)
    assert set(report.after["bet"]) == {"GAME_SESSION_ENDED"}
    assert set(report.after["deposit"]) == {"GATE_CLOSED"}
    await house.platform.pool.execute("update game_sessions set ended_at = null where player_id = $1", target.id)
    still_open = replace(bet(target.id, 1, uuid4().hex), token_digest=token_digest_of(target, "one"))
    with pytest.raises(GateClosed):
        await house.platform.settlement.settle(still_open)


async def test_says_what_cannot_be_done(staff: Typed, player: SignedInPlayer) -> None:
    request = str(await recorded(staff, player))
    who = ("--player", player.email, "--relation", "FAMILY")
    for words, said in (
        (("request", "--player", "nobody@example.com", *WHO), "Nobody has this id"),
        (("request", *who, "--asked-by", " ", "--reason", "x"), "--asked-by: REQUIRED"),
        (("request", *who, "--asked-by", "Kim", "--reason", "\x00"), "--reason: UNREADABLE_TEXT"),
        (
            ("request", *who, "--asked-by", "Kim", "--reason", "x", "--asked-at", "2999-01-01"),
            "--asked-at: IN_THE_FUTURE",
        ),
        (("view", request, "--reason", " "), "--reason: REQUIRED"),
        (("view", str(uuid4()), "--reason", "x"), "no such request"),
        (("exclude", str(uuid4()), "--for-good", "--reason", "x"), "no such request"),
        (("exclude", request, "--months", "7", "--reason", "x"), "--months: NOT_OFFERED"),
        (("exclude", request, "--for-good", "--reason", "x", "--by", ""), "--by: REQUIRED"),
        (("decline", request, "--reason", ""), "--reason: REQUIRED"),
    ):
        code, _, err = await staff(*words)
        assert (code, said in err) == (1, True), err
