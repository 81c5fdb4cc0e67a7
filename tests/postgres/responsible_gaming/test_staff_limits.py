"""``croupier staff limits``: set, remove, list, with a reason and a name, and what cannot be."""

import argparse
import asyncio

import pytest

from app.adapters.postgres.responsible_gaming.play_states import PostgresPlayStates
from app.cli import staff_limits
from app.cli.terminal import CannotContinue
from app.platform import Platform
from domain.responsible_gaming import Limit, LimitKind, LimitPeriod
from tests.running import SignedInPlayer

LOSS = ("--kind", "LOSS", "--period", "WEEK")
WHY = ("--reason", "case 5", "--by", "kim")


async def staff(platform: Platform, postgres_url: str, *words: str) -> int:
    parser = argparse.ArgumentParser()
    staff_limits.configure(parser)
    settings = platform.settings.model_copy(update={"database_url": postgres_url})
    return await asyncio.to_thread(staff_limits.run, parser.parse_args(words), settings)


async def test_sets_lists_and_removes(
    platform: Platform, postgres_url: str, player: SignedInPlayer, capsys: pytest.CaptureFixture[str]
) -> None:
    who = ("--player", player.email)
    await staff(platform, postgres_url, "set", *who, *LOSS, "--euro", "250.00", *WHY)
    assert "OPERATOR  LOSS          WEEK   250.00 EUR, used 0.00 EUR" in capsys.readouterr().out
    await staff(platform, postgres_url, "set", *who, "--kind", "SESSION_TIME", "--minutes", "90", *WHY)
    async with platform.sessions() as session:
        limits = (await PostgresPlayStates(session).read(player.id)).limits
    assert limits == {
        (LimitKind.LOSS, LimitPeriod.WEEK): Limit(operator=25_000),
        (LimitKind.SESSION_TIME, None): Limit(operator=5_400),
    }
    await staff(platform, postgres_url, "remove", "--player", str(player.id), *LOSS, *WHY)
    capsys.readouterr()
    await staff(platform, postgres_url, "list", *who)
    assert capsys.readouterr().out == "OPERATOR  SESSION_TIME         90 minutes, used 0 minutes\n"
    rows = await platform.pool.fetch("select change, by_whom from limit_changes where player_id = $1", player.id)
    assert [tuple(row) for row in rows] == [("SET", "kim"), ("SET", "kim"), ("REMOVED", "kim")]

    for words, problem in (
        (("remove", *who, *LOSS, *WHY), "no such limit"),
        (("set", *who, "--kind", "LOSS", "--euro", "1", *WHY), "take --period"),
        (("set", *who, *LOSS, "--minutes", "5", *WHY), "SESSION_TIME takes --minutes"),
        (("set", *who, *LOSS, "--euro", "1.234", *WHY), "--euro: EXCESS_DIGITS"),
        (("set", *who, *LOSS, "--euro", "1", "--reason", " "), "--reason: REQUIRED"),
    ):
        with pytest.raises(CannotContinue, match=problem):
            await staff(platform, postgres_url, *words)
