"""Changing the password and the e-mail address."""

from datetime import datetime
from typing import Annotated

import strawberry

from domain.identity import ChangeEmail, ChangePassword, RevertEmailChange, VerifyEmailChange
from graphql_api.core import (
    Info,
    InvalidInput,
    NotAllowed,
    NotSignedIn,
    TooManyAttempts,
    TryAgainLater,
    field_texts,
    mutation,
)
from graphql_api.identity.challenges import challenge_id
from graphql_api.identity.player import Player
from graphql_api.identity.refusals import ChallengeExpired, StepUpRequired, WrongCode
from graphql_api.identity.signed_in import visit

field_texts({"UNCHANGED": "This is what it is already."})


@strawberry.input
class ChangePasswordInput:
    new_password: str = strawberry.field(description="8 to 128 characters of any kind.")


@strawberry.input
class ChangeEmailInput:
    new_email: str


@strawberry.input
class VerifyEmailChangeInput:
    challenge: strawberry.ID = strawberry.field(description="Of `changeEmail`.")
    code: str = strawberry.field(description="From the message to the new address.")


@strawberry.input
class RevertEmailChangeInput:
    code: str = strawberry.field(description="The whole code from the message to the old address.")


@strawberry.type
class ChangePasswordSuccess:
    """The new password holds. Every other session has ended."""

    changed_at: datetime


@strawberry.type
class ChangeEmailSuccess:
    """A message is on its way to the new address; nothing changes before `verifyEmailChange`.

    The answer is the same for an address that has an account: then the message says so, and no code fits.
    """

    challenge: strawberry.ID = strawberry.field(description="Name it in `verifyEmailChange`. Keep it secret.")
    expires_at: datetime


@strawberry.type
class VerifyEmailChangeSuccess:
    """The new address is the account's. The old one was told, and can take it back for some days."""

    player: Player


@strawberry.type
class RevertEmailChangeSuccess:
    """The old address is back, every session has ended, and the account is locked until its owner signs in."""

    email: str


ChangePasswordResult = Annotated[
    ChangePasswordSuccess | StepUpRequired | InvalidInput | NotAllowed | NotSignedIn | TryAgainLater,
    strawberry.union("ChangePasswordResult"),
]
ChangeEmailResult = Annotated[
    ChangeEmailSuccess | StepUpRequired | InvalidInput | NotAllowed | NotSignedIn | TooManyAttempts,
    strawberry.union("ChangeEmailResult"),
]
VerifyEmailChangeResult = Annotated[
    VerifyEmailChangeSuccess | ChallengeExpired | WrongCode | InvalidInput | NotAllowed | NotSignedIn,
    strawberry.union("VerifyEmailChangeResult"),
]
RevertEmailChangeResult = Annotated[
    RevertEmailChangeSuccess | ChallengeExpired | WrongCode | InvalidInput, strawberry.union("RevertEmailChangeResult")
]


@strawberry.type
class CredentialMutations:
    @mutation
    async def change_password(self, info: Info, input: ChangePasswordInput) -> ChangePasswordResult:
        """Sets another password, or a first one. Needs fresh proof: `stepUp`."""
        context = info.context
        changed = await context.dispatch(ChangePassword(context.signed_in(), input.new_password, visit(context)))
        return ChangePasswordSuccess(changed_at=changed.changed_at)

    @mutation
    async def change_email(self, info: Info, input: ChangeEmailInput) -> ChangeEmailResult:
        """Begins to change the e-mail address. Needs fresh proof: `stepUp`."""
        context = info.context
        begun = await context.dispatch(ChangeEmail(context.signed_in(), input.new_email, visit(context)))
        return ChangeEmailSuccess(challenge=strawberry.ID(str(begun.challenge)), expires_at=begun.expires_at)

    @mutation
    async def verify_email_change(self, info: Info, input: VerifyEmailChangeInput) -> VerifyEmailChangeResult:
        """Proves the new address, which makes it the account's."""
        context = info.context
        viewer, challenge = context.signed_in(), challenge_id(input.challenge)
        await context.dispatch(VerifyEmailChange(viewer, challenge, input.code, visit(context)))
        return VerifyEmailChangeSuccess(player=Player.of(viewer.player_id))

    @mutation
    async def revert_email_change(self, info: Info, input: RevertEmailChangeInput) -> RevertEmailChangeResult:
        """Takes an e-mail change back, signed out, with the code that the old address got."""
        reverted = await info.context.dispatch(RevertEmailChange(input.code, visit(info.context)))
        return RevertEmailChangeSuccess(email=reverted.email)
