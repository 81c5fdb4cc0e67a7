"""Passkeys: registering them, signing in with them, and proving to be there."""

from datetime import datetime
from enum import Enum
from typing import Annotated

import strawberry

from domain import identity
from domain.identity import (
    BeginPasskeyLogin,
    BeginPasskeyProof,
    BeginPasskeyRegistration,
    LoginWithPasskey,
    RegisterPasskey,
)
from graphql_api.core import Info, InvalidInput, NotAllowed, NotSignedIn, TooManyAttempts, mutation
from graphql_api.identity.challenges import challenge_id
from graphql_api.identity.player import Player
from graphql_api.identity.refusals import (
    ChallengeExpired,
    ProofRejected,
    SignInMethodTaken,
    StepUpRequired,
    TermsChanged,
)
from graphql_api.identity.signed_in import SignedInSuccess, handed_over, visit


@strawberry.enum(description="How options for a device are written. Values may be added.")
class PasskeyOptionsFormat(Enum):
    JSON = strawberry.enum_value("JSON", description="As the browser's own `parse…OptionsFromJSON` reads them.")


@strawberry.type
class BeginPasskeyRegistrationSuccess:
    """Give the options to `navigator.credentials.create`, and its answer to `registerPasskey`."""

    challenge: strawberry.ID
    options: str = strawberry.field(description="JSON, for `PublicKeyCredential.parseCreationOptionsFromJSON`.")
    expires_at: datetime


@strawberry.type
class RegisterPasskeySuccess:
    """From now on the passkey opens this account. Its owner got a message."""

    registered_at: datetime
    player: Player


@strawberry.type
class BeginPasskeyLoginSuccess:
    """Give the options to `navigator.credentials.get`, and its answer to `loginWithPasskey`."""

    challenge: strawberry.ID
    options: str = strawberry.field(description="JSON, for `PublicKeyCredential.parseRequestOptionsFromJSON`.")
    expires_at: datetime


@strawberry.type
class LoginWithPasskeySuccess(SignedInSuccess):
    """A session is open: a passkey is two factors in one."""


@strawberry.type
class BeginPasskeyProofSuccess:
    """Give the options to `navigator.credentials.get`, and its answer to `stepUp` or `unlockSession`."""

    options: str = strawberry.field(description="JSON, for `PublicKeyCredential.parseRequestOptionsFromJSON`.")
    expires_at: datetime


@strawberry.input
class BeginPasskeyRegistrationInput:
    format: PasskeyOptionsFormat = PasskeyOptionsFormat.JSON


@strawberry.input
class RegisterPasskeyInput:
    challenge: strawberry.ID = strawberry.field(description="Of `beginPasskeyRegistration`.")
    credential: str = strawberry.field(description="What the browser answered: its `toJSON()`, as a string.")
    name: str = strawberry.field(description="What its owner calls it, up to 60 characters.")


@strawberry.input
class BeginPasskeyLoginInput:
    format: PasskeyOptionsFormat = PasskeyOptionsFormat.JSON


@strawberry.input
class LoginWithPasskeyInput:
    challenge: strawberry.ID = strawberry.field(description="Of `beginPasskeyLogin`.")
    credential: str = strawberry.field(description="What the browser answered: its `toJSON()`, as a string.")
    accepted_terms_version: str | None = strawberry.field(
        default=None, description="After `TermsChanged`: the version that was shown and agreed to now."
    )


@strawberry.input
class BeginPasskeyProofInput:
    format: PasskeyOptionsFormat = PasskeyOptionsFormat.JSON


BeginPasskeyRegistrationResult = Annotated[
    BeginPasskeyRegistrationSuccess | StepUpRequired | NotAllowed | NotSignedIn | InvalidInput,
    strawberry.union("BeginPasskeyRegistrationResult"),
]
RegisterPasskeyResult = Annotated[
    RegisterPasskeySuccess
    | ProofRejected
    | ChallengeExpired
    | SignInMethodTaken
    | NotAllowed
    | NotSignedIn
    | InvalidInput,
    strawberry.union("RegisterPasskeyResult"),
]
BeginPasskeyLoginResult = Annotated[
    BeginPasskeyLoginSuccess | NotAllowed | TooManyAttempts | InvalidInput, strawberry.union("BeginPasskeyLoginResult")
]
LoginWithPasskeyResult = Annotated[
    LoginWithPasskeySuccess
    | ProofRejected
    | ChallengeExpired
    | TermsChanged
    | TooManyAttempts
    | NotAllowed
    | InvalidInput,
    strawberry.union("LoginWithPasskeyResult"),
]
BeginPasskeyProofResult = Annotated[
    BeginPasskeyProofSuccess | NotAllowed | NotSignedIn | InvalidInput, strawberry.union("BeginPasskeyProofResult")
]


@strawberry.type
class PasskeyMutations:
    @mutation
    async def begin_passkey_registration(
        self, info: Info, input: BeginPasskeyRegistrationInput
    ) -> BeginPasskeyRegistrationResult:
        """What to ask a device for a new passkey with. Needs fresh proof: `stepUp`."""
        del input
        begun = await info.context.dispatch(BeginPasskeyRegistration(info.context.signed_in()))
        return BeginPasskeyRegistrationSuccess(challenge=_id(begun), options=begun.options, expires_at=begun.expires_at)

    @mutation
    async def register_passkey(self, info: Info, input: RegisterPasskeyInput) -> RegisterPasskeyResult:
        """The passkey that the device made. The challenge is spent by the first answer, whatever it is worth."""
        viewer, challenge = info.context.signed_in(), challenge_id(input.challenge)
        linked = await info.context.dispatch(
            RegisterPasskey(viewer, challenge, input.credential, input.name, visit(info.context))
        )
        return RegisterPasskeySuccess(registered_at=linked.linked_at, player=Player.of(linked.player_id))

    @mutation
    async def begin_passkey_login(self, info: Info, input: BeginPasskeyLoginInput) -> BeginPasskeyLoginResult:
        """What to ask a device for a sign-in with. It finds the passkey by itself: nobody is named."""
        del input
        begun = await info.context.dispatch(BeginPasskeyLogin(visit(info.context)))
        return BeginPasskeyLoginSuccess(challenge=_id(begun), options=begun.options, expires_at=begun.expires_at)

    @mutation
    async def login_with_passkey(self, info: Info, input: LoginWithPasskeyInput) -> LoginWithPasskeyResult:
        """Opens a session. The challenge is spent by the first answer, whatever it is worth: then begin again."""
        challenge = challenge_id(input.challenge)
        signed_in = await info.context.dispatch(
            LoginWithPasskey(challenge, input.credential, visit(info.context), input.accepted_terms_version)
        )
        tokens, session, player = handed_over(info.context, signed_in)
        return LoginWithPasskeySuccess(tokens=tokens, session=session, player=player)

    @mutation
    async def begin_passkey_proof(self, info: Info, input: BeginPasskeyProofInput) -> BeginPasskeyProofResult:
        """What to ask the player's devices with, before `stepUp` or `unlockSession` by `PASSKEY`."""
        del input
        begun = await info.context.dispatch(BeginPasskeyProof(info.context.signed_in(while_locked=True)))
        return BeginPasskeyProofSuccess(options=begun.options, expires_at=begun.expires_at)


def _id(begun: identity.PasskeyChallenge) -> strawberry.ID:
    return strawberry.ID(str(begun.challenge))
