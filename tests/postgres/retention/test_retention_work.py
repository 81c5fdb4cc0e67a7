"""Records stay as long as the rules say, and not a day less; what goes is counted."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from app.composition import wire
from app.dispatch import Dispatcher
from app.platform import Platform
from app.wiring.retention_work import RetentionWork, retention_work
from domain.complaints import AnswerComplaint, CloseComplaint, ComplaintCategory, ComplaintId, OpenComplaint
from domain.jurisdiction import GLI
from domain.shared import Dispatch
from tests.fakes.shared import HeldClock
from tests.running import SignedInPlayer

DAYS = GLI.retention.days


@pytest.fixture
async def untouched(platform: Platform) -> None:
    await platform.pool.execute("delete from complaints")


def at(platform: Platform, now: datetime) -> Platform:
    return replace(platform, clock=HeldClock(now))


def doing(platform: Platform, now: datetime) -> Dispatch:
    held = at(platform, now)
    return Dispatcher(held.sessions, wire(held))


async def opened(platform: Platform, player: SignedInPlayer, now: datetime) -> ComplaintId:
    request = OpenComplaint(player.viewer, ComplaintCategory.OTHER, "Late", "Where is it?", uuid4().hex)
    return (await doing(platform, now)(request)).complaint.id


async def closed(platform: Platform, player: SignedInPlayer, now: datetime) -> ComplaintId:
    complaint_id = await opened(platform, player, now)
    await doing(platform, now)(CloseComplaint(player.viewer, complaint_id))
    return complaint_id


async def left(platform: Platform) -> set[UUID]:
    return {row[0] for row in await platform.pool.fetch("select id from complaints")}


async def counted(platform: Platform, now: datetime, kind: str = "COMPLAINT") -> list[int]:
    rows = await platform.pool.fetch("select deleted from retention_log where at = $1 and record = $2", now, kind)
    return sorted((row[0] for row in rows), reverse=True)


@pytest.mark.clause(
    "GLI-19 A.4.4", rule="its record stays five years after its end, and then goes", field="retention.days"
)
@pytest.mark.parametrize(
    ("ended", "five_years_later"),
    [
        (datetime(2024, 2, 29, 12, tzinfo=UTC), datetime(2029, 3, 1, 12, tzinfo=UTC)),
        (datetime(2024, 2, 28, 12, tzinfo=UTC), datetime(2029, 2, 28, 12, tzinfo=UTC)),
        (datetime(2025, 3, 1, 12, tzinfo=UTC), datetime(2030, 3, 1, 12, tzinfo=UTC)),
    ],
)
async def test_five_years_whatever_leap_days_they_hold(
    platform: Platform, untouched: None, player: SignedInPlayer, ended: datetime, five_years_later: datetime
) -> None:
    complaint = await closed(platform, player, ended)
    await RetentionWork(at(platform, five_years_later - timedelta(seconds=1))).keep_no_longer()
    assert await left(platform) == {complaint}
    over = ended + timedelta(days=DAYS["COMPLAINT"])
    await RetentionWork(at(platform, over - timedelta(seconds=1))).keep_no_longer()
    assert await left(platform) == {complaint}
    await RetentionWork(at(platform, over)).keep_no_longer()
    assert await left(platform) == set()
    for table in ("complaint_messages", "complaint_log"):
        rows = f"select count(*) from {table} where complaint_id = $1"
        assert await platform.pool.fetchval(rows, complaint) == 0
    assert await counted(platform, over) == [1]
    await RetentionWork(at(platform, over)).keep_no_longer()
    assert await counted(platform, over) == [1], "nothing was left to delete"


async def test_what_waits_for_us_stays_and_what_was_answered_last_goes(
    platform: Platform, untouched: None, player: SignedInPlayer
) -> None:
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    waiting = await opened(platform, player, long_ago)
    answered = await opened(platform, player, long_ago)
    await doing(platform, long_ago)(AnswerComplaint(answered, "Here.", "kim", "found it"))
    await RetentionWork(at(platform, long_ago + timedelta(days=DAYS["COMPLAINT"]))).keep_no_longer()
    assert await left(platform) == {waiting}


async def test_in_batches_by_any_number_of_processes_and_each_row_counted_once(
    platform: Platform, untouched: None, player: SignedInPlayer
) -> None:
    ended = datetime(2002, 1, 1, tzinfo=UTC)
    for _ in range(7):
        await closed(platform, player, ended)
    over = ended + timedelta(days=DAYS["COMPLAINT"])
    await asyncio.gather(*(RetentionWork(at(platform, over), batch=2).keep_no_longer() for _ in range(3)))
    assert await left(platform) == set()
    assert sum(await counted(platform, over)) == 7
    assert max(await counted(platform, over)) <= 2


async def test_each_player_by_the_rules_they_are_under(
    platform: Platform, untouched: None, player: SignedInPlayer
) -> None:
    ended = datetime(2003, 1, 1, tzinfo=UTC)
    await closed(platform, player, ended)
    present = {code: each for code, each in platform.profiles.present.items() if code != GLI.code}
    without = replace(GLI, retention=replace(GLI.retention, days={}))
    profiles = replace(platform.profiles, present={**present, GLI.code: without})
    over = ended + timedelta(days=DAYS["COMPLAINT"])
    await RetentionWork(replace(at(platform, over), profiles=profiles)).keep_no_longer()
    assert len(await left(platform)) == 1, "no days: for good"


async def test_messages_go_too_once_they_are_sent_or_given_up(platform: Platform, player: SignedInPlayer) -> None:
    sent = datetime(2004, 2, 29, tzinfo=UTC)
    add = """
        insert into messages (id, player_id, channel, template, language, created_at, due_at, sent_at, given_up_at)
        values ($1, $2, 'EMAIL', 'ACCOUNT_LOCKED', 'en', $3, $3, $4, $5)
    """
    ids = [uuid4() for _ in range(4)]
    nobody = None
    for id, to, moments in zip(
        ids,
        (player.id, player.id, nobody, player.id),
        ((sent, None), (None, sent), (sent, None), (None, None)),
        strict=True,
    ):
        await platform.pool.execute(add, id, to, sent, *moments)
    over = sent + timedelta(days=DAYS["MESSAGE"])
    there = "select count(*) from messages where id = any($1)"
    await RetentionWork(at(platform, over - timedelta(seconds=1))).keep_no_longer()
    assert await platform.pool.fetchval(there, ids) == 4
    await RetentionWork(at(platform, over)).keep_no_longer()
    assert await platform.pool.fetchval(there, ids) == 1, "what waits to be sent stays"
    assert await counted(platform, over, "MESSAGE") == [3]


async def test_it_runs_beside_the_requests(platform: Platform, untouched: None, player: SignedInPlayer) -> None:
    await closed(platform, player, datetime(2005, 1, 1, tzinfo=UTC))
    async with retention_work(platform), asyncio.timeout(20):
        while await left(platform):  # noqa: ASYNC110 - what another task deletes tells nobody
            await asyncio.sleep(0)
