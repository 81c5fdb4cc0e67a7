"""A hit puts an approved identity before our staff, and says neither no nor why."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import orjson
import pytest

from app.dispatch import Dispatcher
from app.wiring.kyc import wire_kyc
from app.wiring.kyc.parts import KycParts
from app.wiring.kyc.screening import screen_due, screening_work, wire_screening
from domain.jurisdiction import GLI, KycLevel
from domain.kyc import Answer, FindScreeningsDue, KycStatus, RecordVerdict, ReviewKyc, ScreenAgain, Verdict
from tests.kyc_vendors.conftest import AT, CLOSED, Kyc, Until
from tests.running import SignedInPlayer


@dataclass
class Lists:
    """The platform with a list that a test writes."""

    kyc: Kyc
    path: Path
    dispatch: Dispatcher

    async def name(self, player: SignedInPlayer, *ids: str) -> None:
        """Put this player's name on the list under these ids, and nobody else's."""
        async with self.kyc.platform.sessions() as session:
            facts = await KycParts(self.kyc.platform).people(session).facts(player.id)
        name = f"{facts.last_name}, {facts.first_name}"
        rows = [{"id": each, "list": "made-up", "kind": "SANCTIONS", "names": [name]} for each in ids]
        self.path.write_bytes(orjson.dumps(rows))

    async def green(self, player: SignedInPlayer, at: datetime = AT) -> None:
        reference = str(await self.kyc.attempt(player, "sumsub"))
        await self.dispatch(RecordVerdict("sumsub", reference, "applicant", Verdict(at, Answer.GREEN)))

    async def staff_approve(self, player: SignedInPlayer) -> None:
        await self.dispatch(ReviewKyc(player.id, KycLevel.IDENTITY, None, "Another person", "mara"))

    async def status(self, player: SignedInPlayer) -> KycStatus:
        return (await self.kyc.case(player)).status

    async def notes(self, player: SignedInPlayer) -> int:
        query = "select count(*) from kyc_staff_log where player_id = $1 and action = 'LISTED'"
        return int(await self.kyc.platform.pool.fetchval(query, player.id))

    async def age(self, player: SignedInPlayer, days: int) -> None:
        """As if the last screening had been so long ago."""
        await self.kyc.platform.pool.execute(
            "update kyc_screenings set screened_at = screened_at - $2::interval where player_id = $1",
            *(player.id, timedelta(days=days)),
        )


@pytest.fixture
def lists(kyc: Kyc, tmp_path: Path) -> Lists:
    path = tmp_path / "list.json"
    path.write_text("[]")
    settings = kyc.platform.settings.model_copy(update={"screening_list": path})
    platform = replace(kyc.platform, settings=settings)
    return Lists(kyc, path, Dispatcher(platform.sessions, {**wire_kyc(platform), **wire_screening(platform)}))


async def test_nobody_is_listed(lists: Lists) -> None:
    player = await lists.kyc.newcomer()
    await lists.green(player)
    assert (await lists.status(player), await lists.kyc.blocks(player)) == (KycStatus.APPROVED, [])


async def test_an_approval_of_somebody_listed_waits_for_staff(lists: Lists) -> None:
    player = await lists.kyc.newcomer()
    await lists.name(player, "1")
    await lists.green(player)
    case = await lists.kyc.case(player)
    assert (case.status, case.reasons, case.comment) == (KycStatus.IN_REVIEW, (), "")
    assert await lists.kyc.blocks(player) == CLOSED
    assert await lists.notes(player) == 1
    row = await lists.kyc.platform.pool.fetchval(
        "select hits_sealed from kyc_screenings where player_id = $1", player.id
    )
    assert b"made-up" not in row


async def test_no_later_verdict_of_the_vendor_goes_past_the_staff(lists: Lists) -> None:
    player = await lists.kyc.newcomer()
    await lists.name(player, "1")
    for seconds in range(3):
        await lists.green(player, AT + timedelta(seconds=seconds))
    assert (await lists.status(player), await lists.notes(player)) == (KycStatus.IN_REVIEW, 1)


async def test_what_staff_cleared_does_not_come_up_again(lists: Lists) -> None:
    player = await lists.kyc.newcomer()
    await lists.name(player, "1")
    await lists.green(player)
    await lists.staff_approve(player)
    assert (await lists.status(player), await lists.kyc.blocks(player)) == (KycStatus.APPROVED, [])
    assert await lists.dispatch(ScreenAgain(player.id)) is True
    await lists.name(player, "1", "2")
    assert await lists.dispatch(ScreenAgain(player.id)) is False
    assert (await lists.status(player), await lists.kyc.blocks(player)) == (KycStatus.IN_REVIEW, CLOSED)
    assert await lists.notes(player) == 2
    await lists.staff_approve(player)
    assert await lists.dispatch(ScreenAgain(player.id)) is True


async def test_staff_do_not_clear_what_they_could_not_have_seen(lists: Lists) -> None:
    player = await lists.kyc.newcomer()
    await lists.name(player, "1")
    await lists.staff_approve(player)
    assert await lists.status(player) is KycStatus.IN_REVIEW
    await lists.staff_approve(player)
    assert await lists.status(player) is KycStatus.APPROVED


async def test_the_lists_are_asked_anew_when_it_is_time(lists: Lists) -> None:
    player = await lists.kyc.newcomer()
    await lists.green(player)
    await lists.name(player, "1")
    await lists.age(player, GLI.kyc.recheck_days - 1)
    await screen_due(lists.dispatch)
    assert await lists.status(player) is KycStatus.APPROVED
    await lists.age(player, 1)
    assert player.id in await lists.dispatch(FindScreeningsDue())
    await screen_due(lists.dispatch)
    assert (await lists.status(player), await lists.kyc.blocks(player)) == (KycStatus.IN_REVIEW, CLOSED)
    assert await lists.dispatch(FindScreeningsDue()) == ()


async def test_who_was_approved_before_there_was_a_list(lists: Lists) -> None:
    player = await lists.kyc.newcomer()
    await lists.green(player)
    await lists.kyc.platform.pool.execute("delete from kyc_screenings where player_id = $1", player.id)
    await lists.name(player, "1")
    await screen_due(lists.dispatch)
    assert await lists.status(player) is KycStatus.IN_REVIEW


async def test_who_is_not_approved_is_not_asked_about(lists: Lists) -> None:
    player = await lists.kyc.newcomer()
    await lists.name(player, "1")
    assert await lists.dispatch(ScreenAgain(player.id)) is False
    assert await lists.status(player) is KycStatus.NOT_STARTED


async def test_other_levels_are_not_screened(lists: Lists) -> None:
    player = await lists.kyc.newcomer()
    await lists.name(player, "1")
    await lists.dispatch(ReviewKyc(player.id, KycLevel.DOCUMENT, None, "A passport", "mara"))
    assert (await lists.kyc.case(player, KycLevel.DOCUMENT)).status is KycStatus.APPROVED


async def test_the_work_does_it_by_itself(lists: Lists, until: Until) -> None:
    player = await lists.kyc.newcomer()
    await lists.green(player)
    await lists.name(player, "1")
    await lists.age(player, GLI.kyc.recheck_days)
    settings = lists.kyc.platform.settings.model_copy(update={"screening_list": lists.path})

    async def in_review() -> bool:
        return await lists.status(player) is KycStatus.IN_REVIEW

    async with screening_work(replace(lists.kyc.platform, settings=settings)), screening_work(lists.kyc.platform):
        await until(in_review)
