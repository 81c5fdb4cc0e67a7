"""``croupier staff recovery``: what waits, and decisions with a reason."""

import argparse
import asyncio
from uuid import UUID, uuid4

import pytest

from app.adapters.postgres.identity.recovery_requests import PostgresRecoveryRequests
from app.cli import staff_recovery
from app.cli.terminal import CannotContinue
from app.platform import Platform
from domain.identity import RecoveryRequest, RecoveryRequestId
from tests.running import SignedInPlayer


async def staff(platform: Platform, postgres_url: str, *words: str) -> int:
    parser = argparse.ArgumentParser()
    staff_recovery.configure(parser)
    settings = platform.settings.model_copy(update={"database_url": postgres_url})
    return await asyncio.to_thread(staff_recovery.run, parser.parse_args(words), settings)


async def asked(platform: Platform, player: SignedInPlayer) -> UUID:
    request = RecoveryRequest(RecoveryRequestId(uuid4()), player.id, "It fell\ninto a lake.", platform.clock.now())
    async with platform.sessions() as session:
        assert await PostgresRecoveryRequests(session, platform.identity.cipher).add(request)
        await session.commit()
    return request.id


async def test_lists_and_decides(
    platform: Platform, postgres_url: str, player: SignedInPlayer, capsys: pytest.CaptureFixture[str]
) -> None:
    request = await asked(platform, player)
    await staff(platform, postgres_url, "list")
    listed = capsys.readouterr().out
    assert f"{request}  player {player.id}" in listed
    assert "    It fell\n    into a lake.\n" in listed
    await staff(platform, postgres_url, "approve", str(request), "--reason", "seen on video", "--by", "kim")
    assert "APPROVED, takes effect" in capsys.readouterr().out
    await staff(platform, postgres_url, "reject", str(request), "--reason", "it was a mask", "--by", "ann")
    row = await platform.pool.fetchrow("select state, decided_by from recovery_requests where id = $1", request)
    assert row is not None
    assert tuple(row) == ("REJECTED", "ann")


async def test_says_what_cannot_be_decided(platform: Platform, postgres_url: str, player: SignedInPlayer) -> None:
    request = str(await asked(platform, player))
    with pytest.raises(CannotContinue, match="--reason: REQUIRED"):
        await staff(platform, postgres_url, "approve", request, "--reason", " ")
    with pytest.raises(CannotContinue, match="--by: REQUIRED"):
        await staff(platform, postgres_url, "approve", request, "--reason", "seen", "--by", "")
    with pytest.raises(CannotContinue, match="no such request"):
        await staff(platform, postgres_url, "approve", str(uuid4()), "--reason", "seen")
    with pytest.raises(SystemExit):
        await staff(platform, postgres_url, "approve", request)


async def test_nothing_waits(platform: Platform, postgres_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    await platform.pool.execute("delete from recovery_requests")
    await staff(platform, postgres_url, "list")
    assert "Nothing waits." in capsys.readouterr().err
