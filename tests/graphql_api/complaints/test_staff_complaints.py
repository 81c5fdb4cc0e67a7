"""``croupier staff complaints``: what waits, and what staff do about it, each with a reason."""

import argparse
import asyncio
import json
from uuid import UUID, uuid4

import pytest

from app.cli import staff_complaints
from app.cli.terminal import CannotContinue
from app.platform import Platform
from domain.complaints import ComplaintCategory, OpenComplaint
from domain.shared import Dispatch
from tests.running import SignedInPlayer


async def staff(platform: Platform, postgres_url: str, *words: str) -> int:
    parser = argparse.ArgumentParser()
    staff_complaints.configure(parser)
    settings = platform.settings.model_copy(update={"database_url": postgres_url})
    return await asyncio.to_thread(staff_complaints.run, parser.parse_args(words), settings)


async def opened(dispatch: Dispatch, player: SignedInPlayer) -> UUID:
    request = OpenComplaint(player.viewer, ComplaintCategory.GAME, "Stuck", "It hangs\nfor hours.", uuid4().hex)
    return (await dispatch(request)).complaint.id


@pytest.mark.clause(
    "GLI-19 A.4.4", rule="staff answer it, and its thread, clock and log go out as one record", field=""
)
async def test_from_the_list_to_the_end_and_out_as_json(
    platform: Platform,
    postgres_url: str,
    dispatch: Dispatch,
    player: SignedInPlayer,
    capsys: pytest.CaptureFixture[str],
) -> None:
    complaint = await opened(dispatch, player)
    await staff(platform, postgres_url, "list")
    assert f"{complaint}  player {player.id}  GAME  OPEN, due " in capsys.readouterr().out
    why = ("--reason", "my turn", "--by", "kim")
    await staff(platform, postgres_url, "view", str(complaint), *why)
    assert "    It hangs\n    for hours.\n" in capsys.readouterr().out
    await staff(platform, postgres_url, "answer", str(complaint), "--text", "It runs again.", *why)
    assert "ANSWERED" in capsys.readouterr().out
    await staff(platform, postgres_url, "list")
    assert str(complaint) not in capsys.readouterr().out
    await staff(platform, postgres_url, "close", str(complaint), *why)
    assert "CLOSED" in capsys.readouterr().out

    await staff(platform, postgres_url, "export", str(complaint), *why)
    [record] = json.loads(capsys.readouterr().out)
    assert [(each["author"], each["text"]) for each in record["thread"]] == [
        ("PLAYER", "It hangs\nfor hours."),
        ("STAFF", "It runs again."),
    ]
    assert record["clock"]["answer_by"] > record["clock"]["acknowledge_by"] > record["clock"]["opened_at"]
    assert [each["step"] for each in record["log"]] == ["OPENED", "VIEWED", "ANSWERED", "CLOSED", "EXPORTED"]
    assert record["log"][-1]["reason"] == "my turn"
    await staff(platform, postgres_url, "export", *why)
    assert str(complaint) in [each["id"] for each in json.loads(capsys.readouterr().out)]


async def test_says_what_cannot_be_done(
    platform: Platform, postgres_url: str, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    complaint = str(await opened(dispatch, player))
    with pytest.raises(CannotContinue, match="--reason: REQUIRED"):
        await staff(platform, postgres_url, "view", complaint, "--reason", " ")
    with pytest.raises(CannotContinue, match="--by: REQUIRED"):
        await staff(platform, postgres_url, "view", complaint, "--reason", "x", "--by", "")
    with pytest.raises(CannotContinue, match="--text: REQUIRED"):
        await staff(platform, postgres_url, "answer", complaint, "--text", " ", "--reason", "x")
    for words in (("view",), ("answer", "--text", "x"), ("close",), ("export",)):
        with pytest.raises(CannotContinue, match="no such complaint"):
            await staff(platform, postgres_url, words[0], str(uuid4()), *words[1:], "--reason", "x")
    await staff(platform, postgres_url, "close", complaint, "--reason", "x")
    with pytest.raises(CannotContinue, match="closed already"):
        await staff(platform, postgres_url, "close", complaint, "--reason", "x")
    with pytest.raises(CannotContinue, match="closed already"):
        await staff(platform, postgres_url, "answer", complaint, "--text", "x", "--reason", "x")


async def test_nothing_waits(platform: Platform, postgres_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    await platform.pool.execute("delete from complaints")
    await staff(platform, postgres_url, "list")
    assert "Nothing waits." in capsys.readouterr().err
