"""Signing in and out with bearer tokens."""

import jwt
import pytest

from app.platform import Platform
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import LOGIN, LOGOUT, ME, REFRESH, STEP_UP, sign_in
from tests.running import SignedInPlayer, SignUp

PLAYER = """{ me {
    id email status createdAt jurisdiction { code }
    gates { login { open reasons } deposit { open } bet { open reasons } withdraw { open } }
    sessions { edges { node { id current expiresAt lastSeenAt } } pageInfo { hasNextPage } }
    wallets { currency }
} }"""


async def test_me_is_null_when_signed_out_and_the_player_when_signed_in(api: Api, player: SignedInPlayer) -> None:
    assert await api(ME) == {"me": None}
    assert (await api(ME, by=player))["me"]["email"] == player.email


async def test_a_player_sees_their_account(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    await platform.pool.execute(
        "update player_gates set blocks = '{bet:SELF_EXCLUDED,deposit:SELF_EXCLUDED}' where player_id = $1", player.id
    )
    me = (await api(PLAYER, by=player))["me"]
    assert me["status"] == "ACTIVE"
    assert me["jurisdiction"] == {"code": "GLI"}
    assert me["gates"] == {
        "login": {"open": True, "reasons": []},
        "deposit": {"open": False},
        "bet": {"open": False, "reasons": ["SELF_EXCLUDED"]},
        "withdraw": {"open": True},
    }
    assert [edge["node"]["current"] for edge in me["sessions"]["edges"]] == [True]
    assert me["wallets"] == [{"currency": "EUR"}]


async def test_nodes_are_visible_to_their_owner_alone(api: Api, player: SignedInPlayer, sign_up: SignUp) -> None:
    other = await sign_up()
    me = (await api(PLAYER, by=player))["me"]
    ids = [me["id"], me["sessions"]["edges"][0]["node"]["id"]]
    document = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
    mine = (await api(document, {"ids": ids}, by=player))["nodes"]
    assert [node["__typename"] for node in mine] == ["Player", "Session"]
    assert (await api(document, {"ids": ids}, by=other))["nodes"] == [None, None]
    assert (await api(document, {"ids": ids}))["nodes"] == [None, None]


@pytest.mark.clause("GLI-19 2.5.3(a)", rule="the same words whichever credential is wrong", field="")
async def test_refuses_unknown_address_and_wrong_password_in_the_same_words(api: Api, player: SignedInPlayer) -> None:
    unknown = await api(LOGIN, sign_in("unknown@example.com"))
    wrong = await api(LOGIN, sign_in(player.email, "wrong password"))
    assert unknown == wrong
    assert unknown["login"]["code"] == "INVALID_CREDENTIALS"


async def test_throttling_is_an_answer(api: Api, player: SignedInPlayer) -> None:
    for _ in range(10):
        await api(LOGIN, sign_in(player.email, "wrong password"))
    throttled = (await api(LOGIN, sign_in(player.email)))["login"]
    assert throttled["code"] == "TOO_MANY_ATTEMPTS"
    assert 0 < throttled["retryAfterSeconds"] <= 1800


async def test_a_closed_login_gate_says_why(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    await platform.pool.execute("update player_gates set blocks = '{login:CLOSED}' where player_id = $1", player.id)
    refused = (await api(LOGIN, sign_in(player.email)))["login"]
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["CLOSED"])


async def test_refreshes_by_token(api: Api, player: SignedInPlayer) -> None:
    fresh = (await api(REFRESH, {"input": {"refreshToken": player.tokens.refresh_token}}))["refreshSession"]
    assert fresh["tokens"]["refreshToken"] != player.tokens.refresh_token
    assert (await api(ME, headers={"Authorization": f"Bearer {fresh['tokens']['accessToken']}"}))["me"][
        "email"
    ] == player.email
    for worthless in ({}, {"refreshToken": "x"}, {"refreshToken": ""}, {"refreshToken": "é\ud800"}):
        refused = (await api(REFRESH, {"input": worthless}))["refreshSession"]
        assert refused["code"] in ("NOT_SIGNED_IN", "INVALID_INPUT")


async def test_an_ended_session_is_signed_out_and_not_an_error(api: Api, player: SignedInPlayer) -> None:
    assert (await api(LOGOUT, {"input": {}}, by=player))["logout"]["__typename"] == "LogoutSuccess"
    assert await api(ME, by=player) == {"me": None}
    assert (await api(LOGOUT, {"input": {}}, by=player))["logout"]["code"] == "NOT_SIGNED_IN"
    refresh = {"input": {"refreshToken": player.tokens.refresh_token}}
    assert (await api(REFRESH, refresh))["refreshSession"]["code"] == "NOT_SIGNED_IN"


async def test_a_forged_token_is_a_top_level_error(api: Api, player: SignedInPlayer) -> None:
    answer = await api.raw(ME, headers={"Authorization": f"Bearer {player.tokens.access_token[:-20]}{20 * 'A'}"})
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert "data" not in answer.json()


async def test_steps_up_by_password(api: Api, player: SignedInPlayer) -> None:
    async def step_up(password: str | None, by: SignedInPlayer | None = player) -> dict[str, object]:
        given = {"input": {"method": "PASSWORD", "password": password}}
        answer: dict[str, object] = (await api(STEP_UP, given, by=by))["stepUp"]
        return answer

    assert (await step_up("wrong password"))["code"] == "INVALID_CREDENTIALS"
    assert (await step_up(None))["code"] == "INVALID_INPUT"
    assert (await step_up(player.password, by=None))["code"] == "NOT_SIGNED_IN"
    assert (await step_up(player.password))["holdsUntil"]


async def test_anyone_can_verify_our_tokens_by_the_published_keys(api: Api, player: SignedInPlayer) -> None:
    keys = jwt.PyJWKSet.from_dict((await api.http.get("/.well-known/jwks.json")).json())
    token = player.tokens.access_token
    key = keys[jwt.get_unverified_header(token)["kid"]]
    claims = jwt.decode(token, key, algorithms=["EdDSA"], audience="croupier-api")
    assert claims["sub"] == str(player.id)
    assert claims["exp"] - claims["iat"] == 600
    assert "d" not in (await api.http.get("/.well-known/jwks.json")).json()["keys"][0]


@pytest.mark.parametrize("field", ["email", "password"])
@pytest.mark.parametrize("text", ["\x00", "\ud800", "", "a" * 20_000])
async def test_hostile_text_is_an_answer_never_an_error(api: Api, field: str, text: str) -> None:
    given = sign_in("hostile@example.com")
    given["input"][field] = text
    assert (await api(LOGIN, given))["login"]["code"] in ("INVALID_INPUT", "INVALID_CREDENTIALS")
