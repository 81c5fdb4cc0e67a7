"""``croupier staff kyc``: the queue, looking, deciding; each kept with who and why."""

import argparse
import asyncio
from datetime import UTC, datetime
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


async def test_an_approval_ends_with_the_document_that_says_when(
    platform: Platform, postgres_url: str, desk: Desk, waiting: SignedInPlayer
) -> None:
    why = ("--reason", "looked at it", "--by", "kim")
    for type_, uploaded_at, expires_on in (
        ("ID_CARD", "2027-01-01", "2098-02-27"),
        ("PASSPORT", "2027-02-01", "2099-02-28"),
        ("SELFIE", "2027-03-01", None),
    ):
        await platform.pool.execute(
            "insert into kyc_documents (id, player_id, type, side, uploaded_at, expires_on, review_reasons, key_sealed,"
            " stored_at) values (gen_random_uuid(), $1, $2, 'FRONT', $3::text::date, $4::text::date, '{}', '', now())",
            *(waiting.id, type_, uploaded_at, expires_on),
        )
    await staff(platform, postgres_url, "approve", str(waiting.id), "DOCUMENT", *why)
    case = (await desk.view(waiting)).levels[1].case
    assert case.expires_at == datetime(2099, 3, 1, tzinfo=UTC), "the newest one's, to the end of that day"
    await staff(platform, postgres_url, "approve", str(waiting.id), "DOCUMENT", "--until", "2097-12-31", *why)
    case = (await desk.view(waiting)).levels[1].case
    assert case.expires_at is not None
    assert case.expires_at.year == 2097, "staff know better"
    await platform.pool.execute("update kyc_documents set expires_on = '2001-01-01' where player_id = $1", waiting.id)
    with pytest.raises(CannotContinue, match="--until: IN_THE_PAST"):
        await staff(platform, postgres_url, "approve", str(waiting.id), "DOCUMENT", *why)
