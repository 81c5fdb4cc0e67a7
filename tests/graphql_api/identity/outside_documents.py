"""The operations of signing in by Telegram and wallets, and of linking them."""

from typing import Any

from app.platform import Platform
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import ERROR, REGISTER, SIGNED_IN, VERIFY_EMAIL, registration
from tests.messages import codes_to
from tests.outside_proofs import EthereumWallet, init_data
from tests.running import SignedInPlayer
from tests.ton_wallet import TonWallet

REFUSALS = """
    ... on SecondFactorRequired { challenge methods expiresAt }
    ... on AccountLocked { challenge methods expiresAt }
    ... on RegistrationRequired { challenge expiresAt }
    ... on ProofRejected { reason }
    ... on TermsChanged { termsVersion }
    ... on NotAllowed { reasons }
    ... on TooManyAttempts { retryAfterSeconds }
    ... on InvalidInput { fields { path code } }
"""
TELEGRAM = f"""
mutation ($input: LoginWithTelegramInput!) {{ loginWithTelegram(input: $input) {{
    __typename {ERROR} {REFUSALS}
    ... on LoginWithTelegramSuccess {{ {SIGNED_IN} }}
}} }}"""
WIDGET = f"""
mutation ($input: LoginWithTelegramWidgetInput!) {{ loginWithTelegramWidget(input: $input) {{
    __typename {ERROR} {REFUSALS}
    ... on LoginWithTelegramWidgetSuccess {{ {SIGNED_IN} }}
}} }}"""
BEGIN_WALLET = f"""
mutation ($input: BeginWalletLoginInput!) {{ beginWalletLogin(input: $input) {{
    __typename {ERROR}
    ... on BeginWalletLoginSuccess {{ challenge messageToSign payload expiresAt }}
    ... on NotAllowed {{ reasons }}
    ... on TooManyAttempts {{ retryAfterSeconds }}
    ... on InvalidInput {{ fields {{ path code }} }}
}} }}"""
WALLET = f"""
mutation ($input: LoginWithWalletInput!) {{ loginWithWallet(input: $input) {{
    __typename {ERROR} {REFUSALS}
    ... on LoginWithWalletSuccess {{ {SIGNED_IN} }}
}} }}"""
METHOD = "id method label linkedAt lastUsedAt"
LINK = f"""
mutation ($input: LinkSignInMethodInput!) {{ linkSignInMethod(input: $input) {{
    __typename {ERROR}
    ... on LinkSignInMethodSuccess {{ method {{ {METHOD} }} player {{ signInMethods {{ {METHOD} }} }} }}
    ... on StepUpRequired {{ methods }}
    ... on ProofRejected {{ reason }}
    ... on NotAllowed {{ reasons }}
    ... on TooManyAttempts {{ retryAfterSeconds }}
    ... on InvalidInput {{ fields {{ path code }} }}
}} }}"""
UNLINK = f"""
mutation ($input: UnlinkSignInMethodInput!) {{ unlinkSignInMethod(input: $input) {{
    __typename {ERROR}
    ... on UnlinkSignInMethodSuccess {{ methodId player {{ signInMethods {{ {METHOD} }} }} }}
    ... on StepUpRequired {{ methods }}
    ... on InvalidInput {{ fields {{ path code }} }}
}} }}"""
METHODS = f"{{ me {{ signInMethods {{ {METHOD} }} }} }}"


async def by_telegram(api: Api, data: str, **more: str) -> Any:
    return (await api(TELEGRAM, {"input": {"initData": data, **more}}))["loginWithTelegram"]


async def by_widget(api: Api, given: dict[str, str], **more: str) -> Any:
    return (await api(WIDGET, {"input": {"widget": given, **more}}))["loginWithTelegramWidget"]


async def begin(api: Api, chain: str, address: str | None = None) -> Any:
    return (await api(BEGIN_WALLET, {"input": {"chain": chain, "address": address}}))["beginWalletLogin"]


async def ethereum_proof(api: Api, wallet: EthereumWallet) -> dict[str, Any]:
    """A `WalletProofInput` that holds."""
    begun = await begin(api, "ETHEREUM", wallet.address)
    message = begun["messageToSign"]
    return {"challenge": begun["challenge"], "ethereum": {"message": message, "signature": wallet.sign(message)}}


async def ton_proof(api: Api, platform: Platform, wallet: TonWallet, **changes: str) -> dict[str, Any]:
    """A `WalletProofInput` that holds, but for ``changes``."""
    begun = await begin(api, "TON")
    proof = wallet.prove(begun["payload"], platform.clock.now(), "127.0.0.1:8000", **changes)
    names = ("address", "network", "domain", "timestamp", "payload", "signature")
    ton = {**{name: getattr(proof, name) for name in names}, "stateInit": proof.state_init}
    return {"challenge": begun["challenge"], "ton": ton}


async def by_wallet(api: Api, proof: dict[str, Any], **more: str) -> Any:
    return (await api(WALLET, {"input": {"wallet": proof, **more}}))["loginWithWallet"]


async def link(api: Api, player: SignedInPlayer | None, **proof: Any) -> Any:
    return (await api(LINK, {"input": proof}, by=player))["linkSignInMethod"]


async def unlink(api: Api, player: SignedInPlayer | None, method_id: str) -> Any:
    return (await api(UNLINK, {"input": {"methodId": method_id}}, by=player))["unlinkSignInMethod"]


async def link_telegram(api: Api, platform: Platform, player: SignedInPlayer, telegram_id: int) -> Any:
    linked = await link(api, player, telegramInitData=init_data(platform, telegram_id))
    assert linked["__typename"] == "LinkSignInMethodSuccess", linked
    return linked["method"]


async def prove_fresh(platform: Platform, player: SignedInPlayer) -> None:
    """As after `stepUp`."""
    await platform.pool.execute(
        "update sessions set proved_at = $2 where id = $1", player.viewer.session_id, platform.clock.now()
    )


async def register_with(api: Api, platform: Platform, ticket: str, email: str) -> Any:
    """Registers by this ticket and without a password; what `verifyEmail` answered."""
    asked = registration(email, ticket=ticket)
    del asked["input"]["password"]
    registered = (await api(REGISTER, asked))["register"]
    assert registered["__typename"] == "RegisterSuccess", registered
    (code, *_) = await codes_to(platform, email)
    return (await api(VERIFY_EMAIL, {"input": {"challenge": registered["challenge"], "code": code}}))["verifyEmail"]
