"""What an exclusion stops, over HTTP: launches, demonstrations, deposits, an open game; and what it lets pass."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from domain.identity import EmailAddress
from tests.graphql_api.games.conftest import Client
from tests.graphql_api.games.test_launches import give, play, wanted
from tests.graphql_api.identity.documents import REGISTER, VERIFY_EMAIL, registration
from tests.graphql_api.payments.test_payments import STEP_UP, WITHDRAW
from tests.graphql_api.responsible_gaming.conftest import SELF_EXCLUDE, TAKE_TIME_OUT
from tests.messages import codes_to
from tests.running import SignedInPlayer

_REFUSED = "__typename ... on UserError { code message } ... on NotAllowed { reasons until }"
LAUNCH = (
    "mutation ($input: LaunchGameInput!) { launchGame(input: $input) {"
    " ... on LaunchGameSuccess { session { id endedAt } url } " + _REFUSED + " } }"
)
DEMO = "mutation ($input: LaunchDemoInput!) { launchDemo(input: $input) { " + _REFUSED + " } }"
DEPOSIT = "mutation ($input: StartDepositInput!) { startDeposit(input: $input) { " + _REFUSED + " } }"
CASH = '{ me { wallet(currency: "EUR") { cash { amount } inPlay { amount } } } }'


def an_order(minor: int = 2_000) -> dict[str, Any]:
    amount = {"amount": f"{minor // 100}.{minor % 100:02d}", "currency": "EUR"}
    return {"method": "sandbox_card", "amount": amount, "idempotencyKey": str(uuid4())}


def a_demo() -> dict[str, Any]:
    return {"slug": "copper-lantern", "returnUrl": "https://casino.test/", "device": "MOBILE"}


async def free_to_play(lobby: Client, player: SignedInPlayer) -> None:
    """Whatever else would keep them from it is another test's."""
    await lobby.platform.pool.execute("update player_gates set blocks = '{}' where player_id = $1", player.id)


async def test_every_door_says_why_and_until_when(lobby: Client, player: SignedInPlayer) -> None:
    await free_to_play(lobby, player)
    assert (await lobby.do(player, DEMO, **a_demo()))["__typename"] == "LaunchDemoSuccess"
    taken = (await lobby.do(player, TAKE_TIME_OUT, hours=24))["exclusion"]
    for document, given in ((LAUNCH, wanted()), (DEMO, a_demo()), (DEPOSIT, an_order())):
        refused = await lobby.do(player, document, **given)
        assert (refused["__typename"], refused["reasons"]) == ("NotAllowed", ["TIME_OUT"]), document
        assert refused["until"] == taken["endsAt"]
    await lobby.do(player, SELF_EXCLUDE, months=6)
    for document, given in ((LAUNCH, wanted()), (DEMO, a_demo()), (DEPOSIT, an_order())):
        refused = await lobby.do(player, document, **given)
        assert (refused["reasons"], refused["until"]) == (["SELF_EXCLUDED", "TIME_OUT"], None)
    assert (await lobby.do(None, DEMO, **a_demo()))["__typename"] == "LaunchDemoSuccess", "a stranger is nobody's"


@pytest.mark.clause("GLI-19 A.3.8", rule="a game that is open takes no more stakes, and money still leaves", field="")
async def test_the_open_game_takes_no_more_stakes_and_money_still_leaves(lobby: Client, player: SignedInPlayer) -> None:
    await free_to_play(lobby, player)
    await give(lobby, player, 100_00)
    launched = await lobby.do(player, LAUNCH, **wanted())
    assert launched["__typename"] == "LaunchGameSuccess", launched
    spun = await play(lobby, launched, "spin", stake=200)
    balance = spun["balance"]
    await lobby.do(player, SELF_EXCLUDE, permanent=True)
    after = await play(lobby, launched, "spin", stake=200)
    assert "win" not in after, "the provider was told no"
    assert (await lobby.ask(player, CASH))["me"]["wallet"] == {
        "cash": {"amount": f"{balance // 100}.{balance % 100:02d}"},
        "inPlay": {"amount": "0.00"},
    }
    ended = "select ended_at from game_sessions where player_id = $1"
    assert await lobby.platform.pool.fetchval(ended, player.id) is not None
    await lobby.do(player, STEP_UP, method="PASSWORD", password=player.password)
    paid_out = await lobby.do(
        player,
        WITHDRAW,
        method="sandbox_card",
        amount={"amount": "50.00", "currency": "EUR"},
        idempotencyKey=str(uuid4()),
    )
    assert paid_out["__typename"] == "RequestWithdrawalSuccess", paid_out


async def test_from_the_acknowledgement_on_not_one_order_is_taken(lobby: Client, player: SignedInPlayer) -> None:
    """Forty connections deposit and launch while the exclusion begins; whoever asks after its answer is refused."""
    await free_to_play(lobby, player)
    acknowledged = asyncio.Event()
    late: list[str] = []

    async def knock(document: str, make: Any) -> None:
        for _ in range(4):
            after = acknowledged.is_set()
            answer = await lobby.do(player, document, **make())
            if after:
                late.append(answer["__typename"])
        await acknowledged.wait()
        late.append((await lobby.do(player, document, **make()))["__typename"])

    async def exclude() -> None:
        assert (await lobby.do(player, SELF_EXCLUDE, months=6))["__typename"] == "SelfExcludeSuccess"
        acknowledged.set()

    knocks = [knock(*each) for each in ((DEPOSIT, an_order), (LAUNCH, wanted)) for _ in range(10)]
    await asyncio.gather(*knocks, exclude())
    assert set(late) == {"NotAllowed"}
    assert len(late) >= 20
    moment = await lobby.platform.pool.fetchval(
        "select at from exclusion_log where player_id = $1 and step = 'REQUESTED'", player.id
    )
    opened = "select count(*) from game_sessions where player_id = $1 and (ended_at is null or opened_at > $2)"
    assert await lobby.platform.pool.fetchval(opened, player.id, moment) == 0


@pytest.mark.parametrize(
    ("last_name", "reasons"),
    [("Excluded", ["REGISTER_EXCLUDED"]), ("Returned", []), ("Somebody", []), ("Away", ["REGISTER_UNCHECKED"])],
)
async def test_the_sandbox_register_answers_by_the_last_name(lobby: Client, last_name: str, reasons: list[str]) -> None:
    assert (await lobby.http.post("/sandbox/register", data={})).status_code == 403
    email = f"{uuid4().hex}@example.com"
    person = {"firstName": uuid4().hex, "lastName": last_name, "address": "1 Road", "city": "Leeds"}
    asked = registration(email, country="GB", currency="GBP", postalCode="LS1", **person)["input"]
    challenge = (await lobby.do(None, REGISTER, **asked))["challenge"]
    code = (await codes_to(lobby.platform, email))[0]
    await lobby.do(None, VERIFY_EMAIL, challenge=challenge, code=code)
    closed = "select blocks from player_gates g join players p on p.id = g.player_id where p.email_index = $1"
    index = lobby.platform.identity.emails.of(EmailAddress.parse(email).normalised)
    blocks = await lobby.platform.pool.fetchval(closed, index)
    assert [block.partition(":")[2] for block in blocks if block.startswith("marketing:")] == reasons
