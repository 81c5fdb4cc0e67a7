"""``kycChanged`` over graphql-transport-ws, and a threshold that a deposit's order meets."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from app.platform import Platform
from domain.jurisdiction import KycLevel
from domain.kyc import ReviewKyc
from domain.shared import Dispatch
from tests.graphql_api.identity.account_documents import do
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.kyc.conftest import blocks_of
from tests.graphql_api.wallet.conftest import address, open_socket
from tests.running import SignedInPlayer

__all__ = ["address"]

CHANGED = """
subscription { kycChanged {
  __typename
  ... on KycChanged { player { kyc { level levels { status } } gates { bet { open } } } }
  ... on UserError { code }
} }"""
DEPOSIT = """
mutation ($input: StartDepositInput!) { startDeposit(input: $input) {
  __typename ... on UserError { code } ... on NotAllowed { reasons }
} }"""


async def test_a_verdict_is_told_at_once(address: str, newcomer: SignedInPlayer, kyc: Dispatch) -> None:
    async with open_socket(address, newcomer) as socket:
        await socket.subscribe(CHANGED)
        first = (await socket.event())["player"]
        assert (first["kyc"]["level"], first["gates"]["bet"]["open"]) == ("NONE", False)
        await kyc(ReviewKyc(newcomer.id, KycLevel.IDENTITY, None, "Register of residents", "ann"))
        then = (await socket.event())["player"]
        assert (then["kyc"]["level"], then["gates"]["bet"]["open"]) == ("IDENTITY", True)


async def test_after_two_thousand_euros_no_further_order_passes(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    """Also where nobody counted when the money came: the order itself does."""
    await platform.pool.execute(
        "insert into deposits (id, player_id, idempotency_key, method, provider, amount, currency, state, paid_by,"
        " started_at, ended_at) values ($1, $2, 'key', 'card', 'sandbox', 200000, 'EUR', 2, 'pay', $3, $3)",
        *(uuid4(), player.id, datetime.now(UTC) - timedelta(days=179)),
    )
    order = {"method": "sandbox_card", "amount": {"amount": "10.00", "currency": "EUR"}, "idempotencyKey": uuid4().hex}
    refused = await do(api, DEPOSIT, player, **order)
    assert (refused["code"], refused["reasons"]) == ("GATE_CLOSED", ["KYC_ACCUMULATED_DEPOSITS"])
    assert "withdraw:KYC_ACCUMULATED_DEPOSITS" in await blocks_of(platform, player)
