"""``kycChanged`` over graphql-transport-ws, and a threshold that a deposit's order meets."""

from uuid import uuid4

from app.platform import Platform
from domain.jurisdiction import KycLevel
from domain.kyc import ReviewKyc
from domain.shared import Dispatch
from tests.graphql_api.identity.account_documents import do
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.wallet.conftest import address, open_socket
from tests.money_commands import confirm
from tests.postgres.ledger.conftest import order_deposit
from tests.running import SignedInPlayer

__all__ = ["address"]

CHANGED = """
subscription { kycChanged {
  __typename
  ... on KycChanged { player { kyc { level levels { status } } gates { bet { open } } } }
  ... on UserError { code }
} }"""
OWED = """
subscription { kycChanged {
  __typename
  ... on KycChanged { player { kyc { requirements { level } } gates { withdraw { reasons } } } }
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
    address: str, api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    deposit = uuid4()
    async with open_socket(address, player) as socket:
        await socket.subscribe(OWED)
        first = (await socket.event())["player"]
        assert (first["kyc"]["requirements"], first["gates"]["withdraw"]["reasons"]) == ([], [])
        await order_deposit(platform.pool, player.id, deposit, 200_000)
        await platform.settlement.settle(confirm(player.id, deposit, 200_000, f"payment {deposit}"))
        then = (await socket.event())["player"]
        assert then["kyc"]["requirements"] == [{"level": "DOCUMENT"}], "told with the payment's commit"
        assert then["gates"]["withdraw"]["reasons"] == ["KYC_ACCUMULATED_DEPOSITS"]
    order = {"method": "sandbox_card", "amount": {"amount": "10.00", "currency": "EUR"}, "idempotencyKey": uuid4().hex}
    refused = await do(api, DEPOSIT, player, **order)
    assert (refused["code"], refused["reasons"]) == ("GATE_CLOSED", ["KYC_ACCUMULATED_DEPOSITS"])


async def test_orders_on_their_way_refuse_the_next_one(api: Api, player: SignedInPlayer) -> None:
    order = {"method": "sandbox_card", "amount": {"amount": "1000.00", "currency": "EUR"}}
    for _ in range(2):
        away = await do(api, DEPOSIT, player, **order, idempotencyKey=uuid4().hex)
        assert away["code"] == "TRY_AGAIN_LATER", "no provider answers here; the order stands"
    refused = await do(api, DEPOSIT, player, **order, idempotencyKey=uuid4().hex)
    assert (refused["code"], refused["reasons"]) == ("GATE_CLOSED", ["KYC_ACCUMULATED_DEPOSITS"])
