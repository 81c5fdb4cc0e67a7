"""``croupier staff exclusions``: who asks to come back, and answers with a reason."""

import argparse
import asyncio
from uuid import UUID, uuid4

import pytest

from app.cli import staff_exclusions
from app.cli.terminal import CannotContinue
from app.platform import Platform
from domain.identity import Visit
from domain.responsible_gaming import RequestExclusionEnd, SelfExclude
from domain.shared import Dispatch
from tests.running import SignedInPlayer


async def staff(platform: Platform, postgres_url: str, *words: str) -> int:
    parser = argparse.ArgumentParser()
    staff_exclusions.configure(parser)
    settings = platform.settings.model_copy(update={"database_url": postgres_url})
    return await asyncio.to_thread(staff_exclusions.run, parser.parse_args(words), settings)


async def asked(platform: Platform, dispatch: Dispatch, player: SignedInPlayer) -> UUID:
    """By a player under Malta's rules, where it can be asked before the time."""
    for table, column in (("players", "id"), ("player_gates", "player_id")):
        malta = f"update {table} set jurisdiction = 'MT' where {column} = $1"
        await platform.pool.execute(malta, player.id)
    begun = await dispatch(SelfExclude(player.viewer, Visit(), 6))
    await dispatch(RequestExclusionEnd(player.viewer, Visit(), begun.id, "I am well\nagain."))
    return begun.id


async def test_nothing_waits(platform: Platform, postgres_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    await staff(platform, postgres_url, "list")
    assert "Nothing waits." in "".join(capsys.readouterr())


async def test_lists_and_answers(
    platform: Platform,
    dispatch: Dispatch,
    postgres_url: str,
    player: SignedInPlayer,
    capsys: pytest.CaptureFixture[str],
) -> None:
    exclusion = await asked(platform, dispatch, player)
    await staff(platform, postgres_url, "list")
    listed = capsys.readouterr().out
    assert f"{exclusion}  player {player.id}" in listed
    assert "answer by" in listed
    assert "    I am well\n    again.\n" in listed
    await staff(platform, postgres_url, "answer", str(exclusion), "--grant", "--reason", "we talked", "--by", "kim")
    assert ", ends " in capsys.readouterr().out
    entry = "select step, by from exclusion_log where exclusion_id = $1 order by at desc limit 1"
    assert tuple(await platform.pool.fetchrow(entry, exclusion) or ()) == ("END_GRANTED", "kim")


async def test_refuses(
    platform: Platform,
    dispatch: Dispatch,
    postgres_url: str,
    player: SignedInPlayer,
    capsys: pytest.CaptureFixture[str],
) -> None:
    exclusion = str(await asked(platform, dispatch, player))
    await staff(platform, postgres_url, "answer", exclusion, "--refuse", "--reason", "too soon", "--by", "kim")
    assert ", goes on" in capsys.readouterr().out
    with pytest.raises(CannotContinue, match="answered already"):
        await staff(platform, postgres_url, "answer", exclusion, "--grant", "--reason", "well")


async def test_says_what_cannot_be_answered(platform: Platform, postgres_url: str) -> None:
    with pytest.raises(CannotContinue, match="--reason: REQUIRED"):
        await staff(platform, postgres_url, "answer", str(uuid4()), "--grant", "--reason", " ")
    with pytest.raises(CannotContinue, match="--by: REQUIRED"):
        await staff(platform, postgres_url, "answer", str(uuid4()), "--grant", "--reason", "x", "--by", "")
    with pytest.raises(CannotContinue, match="no such request"):
        await staff(platform, postgres_url, "answer", str(uuid4()), "--grant", "--reason", "x")
    with pytest.raises(SystemExit):
        await staff(platform, postgres_url, "answer", str(uuid4()), "--reason", "x")
