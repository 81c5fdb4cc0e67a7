"""Signing in with a wallet."""

from datetime import datetime
from typing import Annotated

import strawberry

from domain import identity
from domain.identity import BeginWalletLogin, ChallengeId, EthereumEvidence, LoginWithProof, TonEvidence
from domain.shared import InvalidInput as BadInput
from graphql_api.core import Info, InvalidInput, NotAllowed, TooManyAttempts, field_texts, mutation
from graphql_api.identity.challenges import challenge_id
from graphql_api.identity.refusals import (
    AccountLocked,
    ChallengeExpired,
    ProofRejected,
    RegistrationRequired,
    SecondFactorRequired,
    TermsChanged,
)
from graphql_api.identity.signed_in import SignedInSuccess, handed_over, visit

field_texts(
    {
        "MALFORMED_ADDRESS": "This is no address of an Ethereum account.",
        "ONE_OF_ETHEREUM_AND_TON": "Please give the proof of one wallet.",
    }
)
strawberry.enum(
    identity.WalletChain, name="WalletChain", description="Where a wallet's account is. Values may be added."
)


@strawberry.type
class BeginWalletLoginSuccess:
    """Have the wallet sign, then call `loginWithWallet`, or `linkSignInMethod` when signed in. Nothing is told of who
    has this wallet."""

    challenge: strawberry.ID = strawberry.field(description="Name it with the signature. Keep it secret.")
    message_to_sign: str | None = strawberry.field(description="`ETHEREUM`: the text (EIP-4361, `personal_sign`).")
    payload: str = strawberry.field(description="`TON`: the payload of the `ton_proof` request. `ETHEREUM`: the nonce.")
    expires_at: datetime


@strawberry.type
class LoginWithWalletSuccess(SignedInSuccess):
    """A session is open."""


@strawberry.input
class BeginWalletLoginInput:
    chain: identity.WalletChain
    address: str | None = strawberry.field(default=None, description="Needed for `ETHEREUM`.")


@strawberry.input
class EthereumSignatureInput:
    """For accounts with a key of their own; contract wallets are not taken."""

    message: str = strawberry.field(description="As it was signed. Its nonce has to be ours.")
    signature: str = strawberry.field(description="65 bytes in hexadecimal, with `0x`.")


@strawberry.input
class TonProofInput:
    """TON Connect's `ton_proof` item and the `account` it came with."""

    address: str = strawberry.field(description="`account.address`: `0:` and 64 hexadecimal digits.")
    network: str = strawberry.field(description="`account.chain`: `-239`, or `-3` for the test network.")
    state_init: str = strawberry.field(description="`account.walletStateInit`, base64.")
    domain: str = strawberry.field(description="`proof.domain.value`.")
    timestamp: str = strawberry.field(description="`proof.timestamp`, in Unix seconds.")
    payload: str = strawberry.field(description="`proof.payload`: ours.")
    signature: str = strawberry.field(description="`proof.signature`, base64.")


@strawberry.input
class WalletProofInput:
    """One of `ethereum` and `ton`, as the challenge was begun for."""

    challenge: strawberry.ID = strawberry.field(description="Of `beginWalletLogin`.")
    ethereum: EthereumSignatureInput | None = None
    ton: TonProofInput | None = None


@strawberry.input
class LoginWithWalletInput:
    wallet: WalletProofInput
    accepted_terms_version: str | None = strawberry.field(
        default=None,
        description="After `TermsChanged`: the version shown and agreed to now. The same proof is still good then.",
    )


BeginWalletLoginResult = Annotated[
    BeginWalletLoginSuccess | NotAllowed | TooManyAttempts | InvalidInput, strawberry.union("BeginWalletLoginResult")
]
LoginWithWalletResult = Annotated[
    LoginWithWalletSuccess
    | SecondFactorRequired
    | AccountLocked
    | RegistrationRequired
    | ChallengeExpired
    | ProofRejected
    | TermsChanged
    | NotAllowed
    | TooManyAttempts
    | InvalidInput,
    strawberry.union("LoginWithWalletResult"),
]


@strawberry.type
class WalletMutations:
    @mutation
    async def begin_wallet_login(self, info: Info, input: BeginWalletLoginInput) -> BeginWalletLoginResult:
        """What a wallet has to sign, to sign in or to be linked."""
        begun = await info.context.dispatch(BeginWalletLogin(input.chain, input.address, visit(info.context)))
        return BeginWalletLoginSuccess(
            challenge=strawberry.ID(str(begun.challenge)),
            message_to_sign=begun.message,
            payload=begun.nonce,
            expires_at=begun.expires_at,
        )

    @mutation
    async def login_with_wallet(self, info: Info, input: LoginWithWalletInput) -> LoginWithWalletResult:
        """Opens a session for who holds a wallet's key."""
        evidence = wallet_evidence(input.wallet)
        signed_in = await info.context.dispatch(
            LoginWithProof(evidence, visit(info.context), input.accepted_terms_version)
        )
        tokens, session, player = handed_over(info.context, signed_in)
        return LoginWithWalletSuccess(tokens=tokens, session=session, player=player)


def wallet_evidence(given: WalletProofInput) -> EthereumEvidence | TonEvidence:
    """Raises InvalidInput unless there is one proof, ChallengeExpired for what is no challenge."""
    challenge: ChallengeId
    if given.ethereum is not None and given.ton is None:
        challenge = challenge_id(given.challenge)
        return EthereumEvidence(challenge, given.ethereum.message, given.ethereum.signature)
    if given.ton is None or given.ethereum is not None:
        raise BadInput.of("wallet", "ONE_OF_ETHEREUM_AND_TON")
    challenge, ton = challenge_id(given.challenge), given.ton
    return TonEvidence(
        challenge,
        identity.TonProof(
            address=ton.address,
            network=ton.network,
            domain=ton.domain,
            timestamp=ton.timestamp,
            payload=ton.payload,
            signature=ton.signature,
            state_init=ton.state_init,
        ),
    )
