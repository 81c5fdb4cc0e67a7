"""Coming back early, where a jurisdiction allows it: a reason, staff's answer, and then a wait (MGA)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.platform import Platform
from domain.identity import Template
from domain.responsible_gaming import AnswerExclusionEnd, ExclusionId, ListExclusionEnds, NothingToAnswer
from domain.shared import Dispatch, InvalidInput
from graphql_api.core.ids import split_global_id
from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.account_documents import do
from tests.graphql_api.responsible_gaming.conftest import (
    REQUEST_END,
    SELF_EXCLUDE,
    Api,
    back,
    closed,
    exclusions,
    gates,
    under,
)
from tests.messages import messages_to
from tests.running import SignedInPlayer

FOUR = {"bet", "deposit", "demo", "marketing"}


@pytest.mark.clause("MGA exclusion", rule="a self-exclusion with an end, or for good", field="exclusions.permanent")
@pytest.mark.clause(
    "MGA early end", rule="asked for with a reason, and answered by staff within 7 days", field="exclusions.answer_days"
)
@pytest.mark.clause(
    "MGA early end", rule="24 hours of cooling off where there was an end", field="exclusions.definite_wait_hours"
)
@pytest.mark.clause(
    "MGA early end", rule="7 days of cooling off where it was for good", field="exclusions.indefinite_wait_hours"
)
@pytest.mark.parametrize(("length", "hours"), [({"months": 6}, 24), ({"permanent": True}, 168)])
async def test_granted_it_ends_after_the_wait(
    api: Api, platform: Platform, dispatch: Dispatch, player: SignedInPlayer, length: dict[str, Any], hours: int
) -> None:
    await under(platform, player, "MT")
    begun = (await do(api, SELF_EXCLUDE, player, **length))["exclusion"]
    asked = (await do(api, REQUEST_END, player, exclusionId=begun["id"], reason="I am well"))["exclusion"]
    assert (asked["status"], asked["opensAt"]) == ("END_REQUESTED", None)
    letter = (await messages_to(platform, player.email))[0]
    assert letter.template is Template.EXCLUSION_END_ASKED
    assert _at(letter.facts["at"]) - _at(asked["endRequestedAt"]) <= timedelta(days=7)
    assert _id(begun) in [each.id for each in await dispatch(ListExclusionEnds())]
    assert set(await closed(api, player)) == FOUR, "nothing changes before the answer"

    granted = await dispatch(AnswerExclusionEnd(_id(begun), True, "Talked on the phone", "eve"))
    assert granted.opens_at is not None
    assert granted.end_answered_at is not None
    wait = granted.opens_at - granted.end_answered_at
    assert timedelta(hours=hours) <= wait < timedelta(hours=hours, seconds=1)
    assert set(await closed(api, player)) == FOUR
    assert _at((await gates(api, player))["deposit"]["until"]) == granted.opens_at
    assert [each["status"] for each in await exclusions(api, player)] == ["ENDING"]
    with pytest.raises(NothingToAnswer):
        await dispatch(AnswerExclusionEnd(_id(begun), True, "again", "eve"))
    entries = "select step, by from exclusion_log where player_id = $1 order by at"
    assert [tuple(row) for row in await platform.pool.fetch(entries, player.id)] == [
        ("REQUESTED", "PLAYER"),
        ("END_REQUESTED", "PLAYER"),
        ("END_GRANTED", "eve"),
    ]


async def test_when_the_wait_is_over_play_is_possible(
    timed: Api, clock: HeldClock, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    await under(platform, player, "MT")
    begun = (await do(timed, SELF_EXCLUDE, player, permanent=True))["exclusion"]
    await do(timed, REQUEST_END, player, exclusionId=begun["id"], reason="I am well")
    granted = await dispatch(AnswerExclusionEnd(_id(begun), True, "Talked on the phone", "eve"))
    assert granted.opens_at is not None
    clock.forward(granted.opens_at - clock.now() - timedelta(seconds=1))
    player = await back(timed, player)
    assert set(await closed(timed, player)) == FOUR
    clock.forward(timedelta(seconds=1))
    assert await closed(timed, player) == {}


async def test_refused_it_goes_on_and_may_be_asked_again(
    api: Api, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    await under(platform, player, "MT")
    begun = (await do(api, SELF_EXCLUDE, player, months=6))["exclusion"]
    await do(api, REQUEST_END, player, exclusionId=begun["id"], reason="I am well")
    refused = await dispatch(AnswerExclusionEnd(_id(begun), False, "Too soon", "eve"))
    assert refused.opens_at is None
    assert (await messages_to(platform, player.email))[0].template is Template.EXCLUSION_STAYS
    assert [each["status"] for each in await exclusions(api, player)] == ["IN_FORCE"]
    again = (await do(api, REQUEST_END, player, exclusionId=begun["id"], reason="Still well"))["exclusion"]
    assert again["status"] == "END_REQUESTED"


@pytest.mark.parametrize(
    ("reason", "staff", "bad"), [("", "eve", "reason"), ("x", " ", "staff"), ("x" * 501, "e", "reason")]
)
async def test_staff_say_why_and_who_they_are(dispatch: Dispatch, reason: str, staff: str, bad: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await dispatch(AnswerExclusionEnd(ExclusionId(UUID(int=1)), True, reason, staff))
    assert [field.path for field in refused.value.fields] == [bad]


async def test_what_was_never_asked_is_not_answered(api: Api, dispatch: Dispatch, player: SignedInPlayer) -> None:
    begun = (await do(api, SELF_EXCLUDE, player, months=6))["exclusion"]
    for unasked in (_id(begun), ExclusionId(UUID(int=1))):
        with pytest.raises(NothingToAnswer):
            await dispatch(AnswerExclusionEnd(unasked, True, "x", "eve"))


def _id(shown: dict[str, Any]) -> ExclusionId:
    parts = split_global_id(shown["id"])
    assert parts is not None
    return ExclusionId(UUID(parts[1]))


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
