"""Marketing consent: none by default, each for itself, provable, and silent from the moment of a block."""

import pytest

from app.platform import Platform
from domain.identity import ContactChannel, MarketedProduct, MayContact
from domain.shared import Dispatch
from tests.graphql_api.identity.account_documents import CONSENTS, UPDATE_CONSENTS, do
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import LOGIN, REGISTER, VERIFY_EMAIL, registration, sign_in
from tests.messages import codes_to
from tests.running import SignedInPlayer

CASINO_BY_EMAIL = {"channel": "EMAIL", "product": "CASINO", "granted": True}
MAY = (ContactChannel.EMAIL, MarketedProduct.CASINO)


@pytest.mark.clause("UK SR 5.1.12", rule="marketing by opt-in, per product and channel", field="")
async def test_none_by_default_and_each_for_itself(api: Api, dispatch: Dispatch, player: SignedInPlayer) -> None:
    before = (await api(CONSENTS, by=player))["me"]["consents"]
    assert len(before) == len(ContactChannel) * len(MarketedProduct)
    assert not any(consent["granted"] or consent["changedAt"] for consent in before)
    assert await dispatch(MayContact(player.id, *MAY)) is False

    updated = await do(api, UPDATE_CONSENTS, player, changes=[CASINO_BY_EMAIL])
    assert [each["product"] for each in updated["consents"] if each["granted"]] == ["CASINO"]
    assert (await api(CONSENTS, by=player))["me"]["consents"] == updated["consents"]
    assert await dispatch(MayContact(player.id, *MAY)) is True
    assert await dispatch(MayContact(player.id, ContactChannel.SMS, MarketedProduct.CASINO)) is False


async def test_taking_back_is_kept_beside_giving(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    for granted in (True, True, False):
        await do(api, UPDATE_CONSENTS, player, changes=[{**CASINO_BY_EMAIL, "granted": granted}])
    rows = await platform.pool.fetch("select granted from consent_changes where player_id = $1 order by id", player.id)
    assert [row["granted"] for row in rows] == [True, False], "saying the same again leaves no trace"


@pytest.mark.clause("UK SR 5.1.12", rule="a player who is excluded is not asked what they agreed to", field="")
async def test_a_block_silences_at_once(
    api: Api, platform: Platform, dispatch: Dispatch, player: SignedInPlayer
) -> None:
    await do(api, UPDATE_CONSENTS, player, changes=[CASINO_BY_EMAIL])
    await platform.pool.execute(
        "update player_gates set blocks = '{marketing:SELF_EXCLUDED}' where player_id = $1", player.id
    )
    assert await dispatch(MayContact(player.id, *MAY)) is False
    await platform.pool.execute("update player_gates set blocks = '{}' where player_id = $1", player.id)
    assert await dispatch(MayContact(player.id, *MAY)) is True


async def test_whoever_registers_may_agree_at_once(api: Api, platform: Platform) -> None:
    email = "consents-at-registration@example.com"
    said = [CASINO_BY_EMAIL, {"channel": "SMS", "product": "CASINO", "granted": False}]
    registered = (await api(REGISTER, {"input": {**registration(email)["input"], "consents": said}}))["register"]
    (code, *_) = await codes_to(platform, email)
    await api(VERIFY_EMAIL, {"input": {"challenge": registered["challenge"], "code": code}})
    signed_in = (await api(LOGIN, sign_in(email)))["login"]
    headers = {"Authorization": f"Bearer {signed_in['tokens']['accessToken']}"}
    consents = (await api(CONSENTS, headers=headers))["me"]["consents"]
    assert [(each["channel"], each["product"]) for each in consents if each["granted"]] == [("EMAIL", "CASINO")]
    assert [each["channel"] for each in consents if each["changedAt"]] == ["EMAIL"], "a no is what silence is"

    twice = {"input": {**registration("twice@example.com")["input"], "consents": [CASINO_BY_EMAIL] * 2}}
    assert (await api(REGISTER, twice))["register"]["fields"][0]["path"] == "consents.1"


async def test_refuses_nobody_nothing_and_the_same_twice(api: Api, player: SignedInPlayer) -> None:
    assert (await do(api, UPDATE_CONSENTS, changes=[CASINO_BY_EMAIL]))["code"] == "NOT_SIGNED_IN"
    nothing = await do(api, UPDATE_CONSENTS, player, changes=[])
    assert nothing["fields"] == [{"path": "changes", "code": "REQUIRED"}]
    twice = await do(api, UPDATE_CONSENTS, player, changes=[CASINO_BY_EMAIL, {**CASINO_BY_EMAIL, "granted": False}])
    assert twice["fields"] == [{"path": "changes.1", "code": "DUPLICATE"}]
