"""``croupier staff profile``: who is under which version, and looser rules for everybody with a reason."""

import argparse
import asyncio
from dataclasses import replace

import pytest

from app import composition
from app.cli import staff_profile
from app.cli.terminal import CannotContinue
from app.platform import Platform
from domain.jurisdiction import GLI, PROFILES, Profiles
from tests.running import SignedInPlayer

LOOSER = replace(GLI, version=2, limits=replace(GLI.limits, loosen_hours=1))


async def staff(platform: Platform, postgres_url: str, *words: str) -> int:
    parser = argparse.ArgumentParser()
    staff_profile.configure(parser)
    settings = platform.settings.model_copy(update={"database_url": postgres_url})
    return await asyncio.to_thread(staff_profile.run, parser.parse_args(words), settings)


async def test_lists_and_applies(
    platform: Platform,
    postgres_url: str,
    player: SignedInPlayer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    present = {**PROFILES, "GLI": LOOSER}
    monkeypatch.setattr(composition, "Profiles", lambda served: Profiles(present, (GLI,), served))
    await staff(platform, postgres_url, "list")
    assert "version 2 is present, looser in limits.loosen_hours" in capsys.readouterr().out
    for reason in ("", "  ", "two\nlines"):
        with pytest.raises(CannotContinue):
            await staff(platform, postgres_url, "apply", "GLI", "--reason", reason, "--by", "kim")
    await staff(platform, postgres_url, "apply", "GLI", "--reason", "order 7", "--by", "kim")
    assert await platform.pool.fetchval("select profile_version from player_gates where player_id = $1", player.id) == 2
    detail = "select detail from access_log where player_id = $1 and event = 'JURISDICTION_CHANGED'"
    assert await platform.pool.fetchval(detail, player.id) == "GLI 1 -> 2: order 7 (by kim)"
