"""Time-outs and self-exclusions, as players meet them."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from app.http.server import build_app
from app.platform import Platform
from domain.identity import ContactChannel, Login, MarketedProduct, MayContact, Template
from domain.jurisdiction import GLI
from domain.shared import Dispatch
from graphql_api.core import global_id
from tests.builders import a_visit
from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.account_documents import UPDATE_CONSENTS, do
from tests.graphql_api.identity.conftest import ORIGIN
from tests.graphql_api.identity.documents import ME
from tests.graphql_api.identity.test_idle_lock import of_its_own
from tests.graphql_api.responsible_gaming.conftest import (
    REQUEST_END,
    SELF_EXCLUDE,
    TAKE_TIME_OUT,
    Api,
    back,
    closed,
    exclusions,
    gates,
    under,
)
from tests.messages import messages_to
from tests.running import SignedInPlayer

FOUR = ("bet", "deposit", "demo", "marketing")


@pytest.mark.clause(
    "GLI-19 A.3.8",
    rule="no wagers and no deposits at once, withdrawals stay open, and the player is told until when",
    field="exclusions.keeps_sign_in",
)
async def test_a_time_out_closes_play_and_deposits_at_once_and_says_until_when(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    taken = (await do(api, TAKE_TIME_OUT, player, hours=24))["exclusion"]
    assert (taken["kind"], taken["status"], taken["opensAt"]) == ("TIME_OUT", "IN_FORCE", None)
    assert _at(taken["endsAt"]) - _at(taken["startsAt"]) < timedelta(hours=24, seconds=1)
    shown = await gates(api, player)
    for gate in FOUR:
        assert "TIME_OUT" in shown[gate]["reasons"]
    assert shown["deposit"] == {"open": False, "reasons": ["TIME_OUT"], "until": taken["endsAt"]}
    assert shown["withdraw"]["open"] is True
    assert shown["login"]["open"] is True
    assert (await messages_to(platform, player.email))[0].template is Template.TIME_OUT_BEGUN
    assert [each["id"] for each in await exclusions(api, player)] == [taken["id"]]
    assert (await api("query ($id: ID!) { node(id: $id) { id } }", {"id": taken["id"]}, by=player))["node"]


async def test_other_sessions_end_and_the_one_that_asked_goes_on(
    api: Api, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    other = await dispatch(Login(player.email, player.password, a_visit()))
    headers = {"Authorization": f"Bearer {other.tokens.access_token}"}
    assert (await api(ME, headers=headers))["me"] is not None
    await do(api, SELF_EXCLUDE, player, months=6)
    assert (await api(ME, headers=headers))["me"] is None
    assert (await api(ME, by=player))["me"] is not None
    ended = (await api("{ me { sessions { edges { node { id } } } } }", by=player))["me"]["sessions"]["edges"]
    assert len(ended) == 1
    assert (await back(api, player)).bearer  # signing in stays possible, to be paid out


@pytest.mark.clause("GLI-19 A.3.8", rule="no marketing from then on", field="")
@pytest.mark.clause("UK SR 3.5", rule="marketing stops at once", field="")
async def test_marketing_stops_with_it_and_a_yes_does_not_come_back_by_itself(
    api: Api, timed: Api, clock: HeldClock, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    wanted = MayContact(player.id, ContactChannel.EMAIL, MarketedProduct.CASINO)
    granted = [{"channel": "EMAIL", "product": "CASINO", "granted": True}]
    await do(api, UPDATE_CONSENTS, player, changes=granted)
    assert await dispatch(wanted) is True
    await do(api, TAKE_TIME_OUT, player, hours=24)
    assert await dispatch(wanted) is False
    consents = "select granted from consent_changes where player_id = $1 order by id desc limit 1"
    assert await platform.pool.fetchval(consents, player.id) is True, "a break takes nothing back"
    await do(api, SELF_EXCLUDE, player, months=6)
    assert await platform.pool.fetchval(consents, player.id) is False


@pytest.mark.clause("MGA early end", rule="an early end is not asked for without a reason", field="")
@pytest.mark.parametrize(
    ("document", "given", "problem"),
    [
        (TAKE_TIME_OUT, {"hours": 25}, ("hours", "NOT_OFFERED")),
        (SELF_EXCLUDE, {"months": 7}, ("months", "NOT_OFFERED")),
        (SELF_EXCLUDE, {}, ("months", "REQUIRED")),
        (SELF_EXCLUDE, {"months": 6, "permanent": True}, ("months", "CONFLICT")),
        (SELF_EXCLUDE, {"months": 6, "reason": "x" * 501}, ("reason", "TOO_LONG")),
        (SELF_EXCLUDE, {"months": 6, "reason": "\x00"}, ("input.reason", "UNREADABLE_TEXT")),
        (REQUEST_END, {"exclusionId": "?", "reason": "x"}, ("exclusionId", "MALFORMED")),
        (REQUEST_END, {"exclusionId": global_id("Exclusion", uuid4()), "reason": " "}, ("reason", "REQUIRED")),
        (REQUEST_END, {"exclusionId": global_id("Exclusion", uuid4()), "reason": "x" * 501}, ("reason", "TOO_LONG")),
    ],
)
async def test_what_is_not_offered_or_not_said_is_named(
    api: Api, player: SignedInPlayer, document: str, given: dict[str, Any], problem: tuple[str, str]
) -> None:
    refused = await do(api, document, player, **given)
    assert refused["code"] == "INVALID_INPUT", refused
    assert problem[1] in [field["code"] for field in refused["fields"]]
    assert problem[0].rpartition(".")[2] in [field["path"].rpartition(".")[2] for field in refused["fields"]]
    assert await exclusions(api, player) == []


@pytest.mark.clause(
    "Curacao exclusion", rule="one, three or five years and none shorter", field="exclusions.self_exclusion_months"
)
@pytest.mark.clause("Curacao exclusion", rule="for good, at once and online", field="exclusions.permanent")
async def test_for_good_only_where_the_jurisdiction_offers_it(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await under(platform, player, "GB")
    refused = await do(api, SELF_EXCLUDE, player, permanent=True)
    assert refused["fields"] == [{"path": "permanent", "code": "NOT_OFFERED"}]
    await under(platform, player, "CW")
    for months in (6, 24):
        assert (await do(api, SELF_EXCLUDE, player, months=months))["code"] == "INVALID_INPUT", months
    for months in (12, 36, 60):
        assert (await do(api, SELF_EXCLUDE, player, months=months))["exclusion"]["status"] == "IN_FORCE", months
    assert (await do(api, SELF_EXCLUDE, player, permanent=True))["exclusion"]["endsAt"] is None


async def test_longer_replaces_shorter_and_never_the_other_way(api: Api, player: SignedInPlayer) -> None:
    week = (await do(api, TAKE_TIME_OUT, player, hours=168))["exclusion"]
    shorter = await do(api, TAKE_TIME_OUT, player, hours=24)
    assert (shorter["code"], shorter["endsAt"]) == ("LONGER_EXCLUSION_IN_FORCE", week["endsAt"])
    month = (await do(api, TAKE_TIME_OUT, player, hours=720))["exclusion"]
    assert [each["status"] for each in await exclusions(api, player)] == ["IN_FORCE", "REPLACED"]
    assert (await gates(api, player))["deposit"]["until"] == month["endsAt"]

    year = (await do(api, SELF_EXCLUDE, player, months=12, reason="Too much"))["exclusion"]
    assert year["reason"] == "Too much"
    assert (await do(api, SELF_EXCLUDE, player, months=6))["code"] == "LONGER_EXCLUSION_IN_FORCE"
    time_out = await do(api, TAKE_TIME_OUT, player, hours=1_008)
    assert time_out["code"] == "LONGER_EXCLUSION_IN_FORCE", "a self-exclusion does not end by itself"
    assert (await do(api, SELF_EXCLUDE, player, permanent=True))["exclusion"]["endsAt"] is None
    assert (await do(api, SELF_EXCLUDE, player, permanent=True))["code"] == "LONGER_EXCLUSION_IN_FORCE"
    assert (await gates(api, player))["deposit"]["reasons"] == ["SELF_EXCLUDED", "TIME_OUT"]
    assert (await gates(api, player))["deposit"]["until"] is None


@pytest.mark.clause("UK time-out", rule="it ends by itself, and not a second earlier", field="")
async def test_a_time_out_ends_by_itself_and_not_a_second_earlier(
    timed: Api, clock: HeldClock, player: SignedInPlayer
) -> None:
    player = await back(timed, player)
    taken = (await do(timed, TAKE_TIME_OUT, player, hours=24))["exclusion"]
    clock.forward(_at(taken["endsAt"]) - clock.now() - timedelta(seconds=1))
    player = await back(timed, player)
    assert set(await closed(timed, player)) == set(FOUR)
    held = await do(timed, REQUEST_END, player, exclusionId=taken["id"], reason="I am calm")
    assert (held["code"], held["endsAt"]) == ("EXCLUSION_HOLDS", taken["endsAt"])
    clock.forward(timedelta(seconds=1))
    assert await closed(timed, player) == {}
    assert [each["status"] for each in await exclusions(timed, player)] == ["ENDED"]
    gone = await do(timed, REQUEST_END, player, exclusionId=taken["id"], reason="I am calm")
    assert gone["code"] == "UNKNOWN_EXCLUSION"


@pytest.mark.clause(
    "UK self-exclusion", rule="it never ends by silence; 24 hours to come back", field="exclusions.return_wait_hours"
)
async def test_a_self_exclusion_that_has_run_out_waits_for_the_players_word_and_then_a_day(
    timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    player = await back(timed, player)
    begun = (await do(timed, SELF_EXCLUDE, player, months=6))["exclusion"]
    early = await do(timed, REQUEST_END, player, exclusionId=begun["id"], reason="Too long")
    assert (early["code"], early["endsAt"]) == ("EXCLUSION_HOLDS", begun["endsAt"])
    clock.forward(_at(begun["endsAt"]) - clock.now() + timedelta(days=400))
    player = await back(timed, player)
    assert [each["status"] for each in await exclusions(timed, player)] == ["RUN_OUT"]
    assert set(await closed(timed, player)) == set(FOUR), "it never ends by silence"
    asked = (await do(timed, REQUEST_END, player, exclusionId=begun["id"], reason="I am well"))["exclusion"]
    assert asked["status"] == "ENDING"
    assert timedelta(hours=24) <= _at(asked["opensAt"]) - clock.now() < timedelta(hours=24, seconds=1)
    again = (await do(timed, REQUEST_END, player, exclusionId=begun["id"], reason="Hurry"))["exclusion"]
    assert again["opensAt"] == asked["opensAt"], "asking again changes nothing"
    assert set(await closed(timed, player)) == set(FOUR)
    assert (await gates(timed, player))["deposit"]["until"] == asked["opensAt"]
    assert (await messages_to(platform, player.email))[0].template is Template.EXCLUSION_ENDS
    clock.forward(timedelta(hours=24, seconds=1))
    player = await back(timed, player)
    assert await closed(timed, player) == {}


async def test_who_changes_their_mind_while_it_ends_is_excluded_again(
    timed: Api, clock: HeldClock, player: SignedInPlayer
) -> None:
    player = await back(timed, player)
    begun = (await do(timed, SELF_EXCLUDE, player, months=6))["exclusion"]
    clock.forward(_at(begun["endsAt"]) - clock.now())
    player = await back(timed, player)
    await do(timed, REQUEST_END, player, exclusionId=begun["id"], reason="I am well")
    assert (await do(timed, SELF_EXCLUDE, player, months=6))["__typename"] == "SelfExcludeSuccess"
    clock.forward(timedelta(days=3))
    player = await back(timed, player)
    assert set(await closed(timed, player)) == set(FOUR)


async def test_an_exclusion_is_its_players_own(api: Api, player: SignedInPlayer, sign_up: Any) -> None:
    stranger = await sign_up()
    begun = (await do(api, SELF_EXCLUDE, stranger, months=6))["exclusion"]
    refused = await do(api, REQUEST_END, player, exclusionId=begun["id"], reason="Let them")
    assert refused["code"] == "UNKNOWN_EXCLUSION"
    assert (await api("query ($id: ID!) { node(id: $id) { id } }", {"id": begun["id"]}, by=player))["node"] is None


@pytest.mark.parametrize(
    ("document", "given"),
    [
        (TAKE_TIME_OUT, {"hours": 24}),
        (SELF_EXCLUDE, {"months": 6}),
        (REQUEST_END, {"exclusionId": global_id("Exclusion", uuid4()), "reason": "x"}),
    ],
)
async def test_who_is_not_there_cannot_ask(
    api: Api, platform: Platform, player: SignedInPlayer, document: str, given: dict[str, Any]
) -> None:
    assert (await do(api, document, **given))["code"] == "NOT_SIGNED_IN"
    later = HeldClock(datetime.now(UTC) + timedelta(seconds=GLI.session.idle_seconds + 60))
    process = of_its_own(platform, later)
    transport = httpx.ASGITransport(build_app(process), client=("203.0.113.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        refused = await do(Api(http), document, player, **given)
    await process.identity.activity.close()
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["SESSION_LOCKED"])


@pytest.mark.clause("GLI-19 2.8.5(i)", rule="of exclusions: request, reason (sealed), type, start and end", field="")
async def test_every_request_is_on_record_and_the_record_is_never_changed(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await do(api, TAKE_TIME_OUT, player, hours=24)
    await do(api, TAKE_TIME_OUT, player, hours=168)
    await do(api, SELF_EXCLUDE, player, months=6, reason="Enough")
    rows = await platform.pool.fetch("select * from exclusion_log where player_id = $1 order by at", player.id)
    assert [(row["step"], row["kind"], row["by"]) for row in rows] == [
        ("REQUESTED", "TIME_OUT", "PLAYER"),
        ("REPLACED", "TIME_OUT", "PLAYER"),
        ("REQUESTED", "TIME_OUT", "PLAYER"),
        ("REQUESTED", "SELF_EXCLUSION", "PLAYER"),
    ]
    assert all(row["starts_at"] <= row["at"] < row["ends_at"] for row in rows)
    sealed = await platform.pool.fetchval("select reason_sealed from exclusion_reasons where player_id = $1", player.id)
    assert b"Enough" not in sealed
    with pytest.raises(Exception, match="append"):
        await platform.pool.execute("delete from exclusion_log where player_id = $1", player.id)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)
