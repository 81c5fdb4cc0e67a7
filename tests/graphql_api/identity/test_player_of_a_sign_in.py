"""The player in the answer of a sign-in is whole: nothing below asks who was signed in before."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from app.platform import Platform
from tests.graphql_api.identity.conftest import Api
from tests.money_commands import BANK, CASINO, GAME, adjust, bet, confirm, hold, token_digest_of
from tests.running import SignedInPlayer, SignUp

PLAYER = """
player {
  id
  wallets { withdrawable { amount } }
  sessions { edges { node { current } } }
  transactions { edges { node {
    kind game { id } round { id } payment { __typename ... on Deposit { id } ... on Withdrawal { id } }
  } } }
}
"""
SIGN_IN = f"mutation ($input: LoginInput!) {{ login(input: $input) {{ ... on LoginSuccess {{ {PLAYER} }} }} }}"
REFRESH = (
    "mutation ($input: RefreshSessionInput!) {"
    f" refreshSession(input: $input) {{ ... on RefreshSessionSuccess {{ {PLAYER} }} }} }}"
)


async def test_everything_of_the_player_is_there_at_once(
    api: Api, platform: Platform, player: SignedInPlayer, sign_up: SignUp
) -> None:
    now, deposit = datetime.now(UTC), uuid4()
    await platform.pool.execute(
        "insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at, expires_at)"
        " values ($1, $2, $3, $4, $5, 'EUR', $6, $7)",
        *(uuid4(), token_digest_of(player.id), player.id, CASINO, GAME, now, now + timedelta(days=1)),
    )
    await platform.pool.execute(
        "insert into deposits (id, player_id, idempotency_key, method, provider, amount, currency, state, started_at)"
        " values ($1, $2, 'key', 'card', $3, 500, 'EUR', 1, $4)",
        *(deposit, player.id, BANK, now),
    )
    for command in (
        adjust(player.id, 100, uuid4().hex),
        confirm(player.id, deposit, 500, uuid4().hex),
        bet(player.id, 5, uuid4().hex),
        hold(player.id, uuid4(), 10, uuid4().hex),
    ):
        await platform.settlement.settle(command)

    credentials = {"email": player.email, "password": player.password}
    refresh = {"refreshToken": player.tokens.refresh_token}
    for by in (None, await sign_up()):
        for document, given in ((SIGN_IN, credentials), (REFRESH, refresh)):
            ((_, answered),) = (await api(document, {"input": given}, by=by)).items()
            found = [edge["node"] for edge in answered["player"]["transactions"]["edges"]]
            assert [node["kind"] for node in found] == ["WITHDRAWAL_REQUESTED", "BET", "DEPOSIT", "ADJUSTMENT"]
            assert [node["payment"] and node["payment"]["__typename"] for node in found] == [
                "Withdrawal",
                None,
                "Deposit",
                None,
            ]
            assert found[1]["round"]
            assert [edge["node"]["current"] for edge in answered["player"]["sessions"]["edges"]].count(True) == 1
