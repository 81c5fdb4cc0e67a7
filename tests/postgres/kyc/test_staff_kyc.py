"""``croupier staff kyc``: the queue, looking, deciding; each kept with who and why."""

import argparse
import asyncio
from uuid import uuid4

import pytest

from app.cli import staff_kyc
from app.cli.terminal import CannotContinue
from app.platform import Platform
from domain.kyc import Answer
from tests.postgres.kyc.conftest import Desk
from tests.running import SignedInPlayer


async def staff(platform: Platform, postgres_url: str, *words: str) -> int:
    parser = argparse.ArgumentParser()
    staff_kyc.configure(parser)
    settings = platform.settings.model_copy(update={"database_url": postgres_url})
    return await asyncio.to_thread(staff_kyc.run, parser.parse_args(words), settings)


@pytest.mark.clause("NJ 13:69O-1.3(b)", rule="each look and each verdict of staff is kept, with who and why", field="")
async def test_looks_approves_and_rejects(
    platform: Platform, postgres_url: str, desk: Desk, waiting: SignedInPlayer, capsys: pytest.CaptureFixture[str]
) -> None:
    await desk.say(await desk.attempt(waiting), Answer.REVIEW, -10_000_000, private_comment="Odd ears.")
    await staff(platform, postgres_url, "queue")
    assert f"{waiting.id}  IDENTITY  IN_REVIEW" in capsys.readouterr().out
    player, why = str(waiting.id), ("--reason", "called him", "--by", "kim")
    await staff(platform, postgres_url, "view", player, *why)
    assert "Odd ears." in capsys.readouterr().out
    await staff(platform, postgres_url, "approve", player, "IDENTITY", "--until", "2999-12-31", *why)
    assert "APPROVED" in capsys.readouterr().out
    assert await desk.blocks(waiting.id) == set()
    await staff(platform, postgres_url, "reject", player, "IDENTITY", "--final", "--label", "FORGERY", *why)
    assert "REJECTED (FINAL)" in capsys.readouterr().out
    assert await desk.blocks(waiting.id) == {"bet:KYC_REQUIRED"}
    log = await platform.pool.fetch(
        "select action, staff, reason_sealed from kyc_staff_log where player_id = $1 order by id", waiting.id
    )
    assert [(row[0], row[1]) for row in log] == [("VIEWED", "kim"), ("APPROVED", "kim"), ("REJECTED_FINAL", "kim")]
    assert all(b"called him" not in row[2] for row in log)


async def test_says_what_cannot_be_done(platform: Platform, postgres_url: str, waiting: SignedInPlayer) -> None:
    with pytest.raises(CannotContinue, match="no such player"):
        await staff(platform, postgres_url, "view", str(uuid4()), "--reason", "x")
    with pytest.raises(CannotContinue, match="--reason: REQUIRED"):
        await staff(platform, postgres_url, "approve", str(waiting.id), "IDENTITY", "--reason", " ")
    with pytest.raises(CannotContinue, match="--until: IN_THE_PAST"):
        await staff(
            platform, postgres_url, "approve", str(waiting.id), "IDENTITY", "--reason", "x", "--until", "2001-01-01"
        )
