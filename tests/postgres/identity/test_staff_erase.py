"""``croupier staff erase``: names its player by id or address, and says why it cannot."""

import asyncio
from argparse import Namespace

import pytest

from app.cli import staff_erase
from app.cli.terminal import CannotContinue
from app.platform import Platform
from tests.running import SignedInPlayer


async def erase(platform: Platform, postgres_url: str, named: str) -> int:
    settings = platform.settings.model_copy(update={"database_url": postgres_url})
    arguments = Namespace(player=named, reason="asked for by letter")
    return await asyncio.to_thread(staff_erase.run, arguments, settings)


@pytest.mark.parametrize("by", ["id", "email"])
async def test_erases_who_has_left(platform: Platform, postgres_url: str, player: SignedInPlayer, by: str) -> None:
    named = str(getattr(player, by))
    with pytest.raises(CannotContinue, match="not closed"):
        await erase(platform, postgres_url, named)
    await platform.pool.execute("update players set status = 'CLOSED', closed_at = now() where id = $1", player.id)
    assert await erase(platform, postgres_url, named) == 0
    row = await platform.pool.fetchrow("select reason, asked_by from erasures where player_id = $1", player.id)
    assert row is not None
    assert row["reason"] == "asked for by letter"
    assert row["asked_by"].startswith("staff ")
    with pytest.raises(CannotContinue, match="erased before"):
        await erase(platform, postgres_url, str(player.id))


@pytest.mark.parametrize("named", ["nobody@example.com", "nonsense", "01a1fa87-6852-765e-883b-02483bf9d5b8"])
async def test_says_that_nobody_is_meant(platform: Platform, postgres_url: str, named: str) -> None:
    with pytest.raises(CannotContinue, match="Nobody"):
        await erase(platform, postgres_url, named)
