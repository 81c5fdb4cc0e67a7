"""Complaints, as players meet them."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from app.platform import Platform
from domain.complaints import AnswerComplaint, ComplaintId, SettleComplaint, ViewComplaint
from domain.identity import Template
from domain.jurisdiction import GLI, GREAT_BRITAIN
from domain.shared import Dispatch
from graphql_api.core import global_id, uuid_of
from tests.fakes.shared import HeldClock
from tests.graphql_api.complaints.conftest import CLOSE, COMPLAINTS, NODE, OPEN, REPLY, a_complaint
from tests.graphql_api.identity.account_documents import do
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.responsible_gaming.conftest import SELF_EXCLUDE, back, under
from tests.messages import messages_to
from tests.running import SignedInPlayer, SignUp


def _id(shown: str) -> ComplaintId:
    found = uuid_of("Complaint", shown)
    assert isinstance(found, UUID)
    return ComplaintId(found)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.clause(
    "GLI-19 A.4.4", rule="it opens at any hour, also while excluded and with every gate closed", field=""
)
async def test_it_opens_also_while_excluded_and_with_every_gate_closed(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await do(api, SELF_EXCLUDE, player, months=6)
    gates = "update player_gates set blocks = blocks || '{deposit:LOCATION_BLOCKED,withdraw:KYC_REQUIRED}'"
    await platform.pool.execute(f"{gates} where player_id = $1", player.id)
    opened = await do(api, OPEN, player, **a_complaint("excluded"))
    complaint = opened["complaint"]
    assert (complaint["state"], complaint["overdue"], complaint["subject"]) == ("OPEN", False, "Late")
    assert [(each["author"], each["text"]) for each in complaint["messages"]] == [("PLAYER", "Where is my money?")]


@pytest.mark.clause("GLI-19 A.4.4", rule="it is answered in time or escalated", field="complaints.answer_days")
@pytest.mark.clause(
    "GLI-19 A.4.4", rule="it is acknowledged in time or shown as overdue", field="complaints.acknowledge_hours"
)
@pytest.mark.parametrize("profile", [GLI, GREAT_BRITAIN], ids=lambda profile: profile.code)
async def test_its_clock_is_the_jurisdictions_and_is_held_to_the_second(
    timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer, profile: object
) -> None:
    assert profile in (GLI, GREAT_BRITAIN)
    rules = (GLI if profile is GLI else GREAT_BRITAIN).complaints
    await under(platform, player, "GB" if profile is GREAT_BRITAIN else GLI.code)
    player = await back(timed, player)
    complaint = (await do(timed, OPEN, player, **a_complaint("clock")))["complaint"]
    opened = _at(complaint["openedAt"])
    assert opened == clock.now()
    assert _at(complaint["acknowledgeBy"]) - opened == timedelta(hours=rules.acknowledge_hours)
    assert _at(complaint["answerBy"]) - opened == timedelta(days=rules.answer_days)

    async def stands() -> tuple[str, bool]:
        node = (await timed(NODE, {"id": complaint["id"]}, by=await back(timed, player)))["node"]
        return node["state"], node["overdue"]

    clock.forward(timedelta(hours=rules.acknowledge_hours, seconds=-1))
    assert await stands() == ("OPEN", False)
    clock.forward(timedelta(seconds=1))
    assert await stands() == ("OPEN", True)
    clock.forward(_at(complaint["answerBy"]) - clock.now() - timedelta(seconds=1))
    assert await stands() == ("OPEN", True)
    clock.forward(timedelta(seconds=1))
    assert await stands() == ("ESCALATED", True)


async def test_staff_look_and_answer_and_the_player_writes_back(
    timed: Api, clock: HeldClock, platform: Platform, staff: Dispatch, player: SignedInPlayer
) -> None:
    player = await back(timed, player)
    opened = (await do(timed, OPEN, player, **a_complaint("thread")))["complaint"]
    await staff(ViewComplaint(_id(opened["id"]), "kim", "my turn"))
    clock.forward(timedelta(hours=25))
    player = await back(timed, player)
    node = (await timed(NODE, {"id": opened["id"]}, by=player))["node"]
    assert (node["state"], node["overdue"]) == ("ACKNOWLEDGED", False)

    await staff(AnswerComplaint(_id(opened["id"]), "It left today.", "kim", "looked it up"))
    told = (await messages_to(platform, player.email))[0]
    assert (told.template, dict(told.facts)) == (Template.COMPLAINT_ANSWERED, {})
    node = (await timed(NODE, {"id": opened["id"]}, by=player))["node"]
    assert (node["state"], node["messages"][1]) == ("ANSWERED", {"author": "STAFF", "text": "It left today."})

    replied = (await do(timed, REPLY, player, complaintId=opened["id"], text="It did not."))["complaint"]
    assert (replied["state"], replied["answeredAt"], replied["answerBy"]) == ("ACKNOWLEDGED", None, opened["answerBy"])
    clock.forward(timedelta(days=60))
    player = await back(timed, player)
    assert (await timed(NODE, {"id": opened["id"]}, by=player))["node"]["state"] == "ESCALATED"
    await staff(AnswerComplaint(_id(opened["id"]), "Now it did.", "kim", "looked again"))
    assert (await timed(NODE, {"id": opened["id"]}, by=player))["node"]["state"] == "ANSWERED"
    await staff(SettleComplaint(_id(opened["id"]), "kim", "paid"))
    assert (await messages_to(platform, player.email))[0].template is Template.COMPLAINT_CLOSED
    assert (await do(timed, REPLY, player, complaintId=opened["id"], text="Thanks."))["code"] == "COMPLAINT_CLOSED"
    assert (await do(timed, CLOSE, player, complaintId=opened["id"]))["code"] == "COMPLAINT_CLOSED"
    rows = await platform.pool.fetch(
        "select step, by from complaint_log where complaint_id = $1 order by id", _id(opened["id"])
    )
    assert [tuple(row) for row in rows] == [
        ("OPENED", "PLAYER"),
        ("VIEWED", "kim"),
        ("ANSWERED", "kim"),
        ("REPLIED", "PLAYER"),
        ("ANSWERED", "kim"),
        ("CLOSED", "kim"),
    ]


async def test_its_player_withdraws_it_once(api: Api, player: SignedInPlayer) -> None:
    opened = (await do(api, OPEN, player, **a_complaint("withdrawn")))["complaint"]
    asked = [do(api, CLOSE, player, complaintId=opened["id"]) for _ in range(5)]
    answered = sorted(each["__typename"] for each in await asyncio.gather(*asked))
    assert answered == ["CloseComplaintSuccess", *["ComplaintClosed"] * 4]
    node = (await api(NODE, {"id": opened["id"]}, by=player))["node"]
    assert node["state"] == "CLOSED"


async def test_one_key_opens_one_and_means_one_thing(api: Api, player: SignedInPlayer) -> None:
    asked = [do(api, OPEN, player, **a_complaint("same")) for _ in range(5)]
    ids = {each["complaint"]["id"] for each in await asyncio.gather(*asked)}
    assert len(ids) == 1
    other = await do(api, OPEN, player, **a_complaint("same", text="Something else"))
    assert other["code"] == "IDEMPOTENCY_CONFLICT"


@pytest.mark.clause("GLI-19 A.4.4", rule="each player opens so many a day", field="complaints.per_day")
async def test_so_many_a_day_and_the_next_when_the_oldest_is_a_day_old(
    timed: Api, clock: HeldClock, player: SignedInPlayer
) -> None:
    player = await back(timed, player)
    asked = [do(timed, OPEN, player, **a_complaint(str(n))) for n in range(GLI.complaints.per_day + 3)]
    answers = [each["__typename"] for each in await asyncio.gather(*asked)]
    assert answers.count("OpenComplaintSuccess") == GLI.complaints.per_day
    refused = await do(timed, OPEN, player, **a_complaint("one more"))
    assert (refused["code"], refused["retryAfterSeconds"]) == ("TOO_MANY_ATTEMPTS", 86_400)
    clock.forward(timedelta(days=1, seconds=-1))
    player = await back(timed, player)
    assert (await do(timed, OPEN, player, **a_complaint("one more")))["retryAfterSeconds"] == 1
    clock.forward(timedelta(seconds=1))
    assert (await do(timed, OPEN, player, **a_complaint("one more")))["__typename"] == "OpenComplaintSuccess"


@pytest.mark.clause("GLI-19 A.4.4", rule="one thread takes so many words of the player's", field="complaints.replies")
async def test_a_thread_has_an_end(api: Api, player: SignedInPlayer) -> None:
    opened = (await do(api, OPEN, player, **a_complaint("long")))["complaint"]
    asked = [do(api, REPLY, player, complaintId=opened["id"], text=f"{n}") for n in range(GLI.complaints.replies + 2)]
    answers = [each["__typename"] for each in await asyncio.gather(*asked)]
    assert answers.count("ReplyToComplaintSuccess") == GLI.complaints.replies
    assert answers.count("ComplaintFull") == 2


@pytest.mark.parametrize(
    ("document", "given", "problem"),
    [
        (OPEN, a_complaint("bad", subject=" "), ("subject", "REQUIRED")),
        (OPEN, a_complaint("bad", subject="x" * 151), ("subject", "TOO_LONG")),
        (OPEN, a_complaint("bad", subject="two\nlines"), ("subject", "MALFORMED")),
        (OPEN, a_complaint("bad", text=""), ("text", "REQUIRED")),
        (OPEN, a_complaint("bad", text="x" * 2_001), ("text", "TOO_LONG")),
        (OPEN, a_complaint("bad", idempotencyKey="short"), ("idempotencyKey", "MALFORMED")),
        (REPLY, {"complaintId": "?", "text": "x"}, ("complaintId", "MALFORMED")),
        (REPLY, {"complaintId": global_id("Complaint", uuid4()), "text": " "}, ("text", "REQUIRED")),
        (CLOSE, {"complaintId": global_id("Player", uuid4())}, ("complaintId", "MALFORMED")),
    ],
)
async def test_what_is_malformed_is_named(
    api: Api, player: SignedInPlayer, document: str, given: dict[str, str], problem: tuple[str, str]
) -> None:
    refused = await do(api, document, player, **given)
    assert refused["fields"] == [{"path": problem[0], "code": problem[1]}]


async def test_nobody_elses_and_nobody_signed_out(api: Api, player: SignedInPlayer, sign_up: SignUp) -> None:
    theirs = (await do(api, OPEN, await sign_up(), **a_complaint("theirs")))["complaint"]["id"]
    assert (await api(NODE, {"id": theirs}, by=player))["node"] is None
    assert (await api(NODE, {"id": theirs}))["node"] is None
    assert (await api(NODE, {"id": global_id("Complaint", "?")}, by=player))["node"] is None
    for document, given in ((REPLY, {"complaintId": theirs, "text": "x"}), (CLOSE, {"complaintId": theirs})):
        assert (await do(api, document, player, **given))["code"] == "UNKNOWN_COMPLAINT"
        assert (await do(api, document, **given))["code"] == "NOT_SIGNED_IN"
    assert (await do(api, OPEN, **a_complaint("nobody")))["code"] == "NOT_SIGNED_IN"


async def test_a_locked_session_opens_its_lock_first(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    await platform.pool.execute("update sessions set locked_at = now() where id = $1", player.viewer.session_id)
    for document, given in (
        (OPEN, a_complaint("locked")),
        (REPLY, {"complaintId": global_id("Complaint", uuid4()), "text": "x"}),
        (CLOSE, {"complaintId": global_id("Complaint", uuid4())}),
    ):
        assert (await do(api, document, player, **given))["reasons"] == ["SESSION_LOCKED"]


async def test_pages_newest_first_both_ways(api: Api, player: SignedInPlayer) -> None:
    for n in range(3):
        await do(api, OPEN, player, **a_complaint(f"{n}", subject=f"{n}"))

    async def page(**given: object) -> tuple[list[str], list[str]]:
        found = (await api(COMPLAINTS, given, by=player))["me"]["complaints"]["edges"]
        return [edge["node"]["subject"] for edge in found], [edge["cursor"] for edge in found]

    subjects, cursors = await page()
    assert subjects == ["2", "1", "0"]
    assert (await page(first=1, after=cursors[0]))[0] == ["1"]
    assert (await page(last=1, before=cursors[2]))[0] == ["1"]
    assert (await page(after="?"))[0] == []
    assert (await page(after="bm90IGFuIGlk"))[0] == []


async def test_words_are_sealed_at_rest(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    opened = await do(api, OPEN, player, **a_complaint("sealed", subject="A secret", text="Another secret"))
    complaint_id = _id(opened["complaint"]["id"])
    stored = await platform.pool.fetch(
        """
        select c.subject_sealed, m.text_sealed from complaints c join complaint_messages m on m.complaint_id = c.id
        where c.id = $1
        """,
        complaint_id,
    )
    assert len(stored) == 1
    assert all(b"secret" not in column for column in stored[0])
