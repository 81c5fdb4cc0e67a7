"""The phone number of an account."""

from datetime import datetime
from typing import Annotated

import strawberry

from domain.identity import ChangePhone, PhoneCodeSent, RequestPhoneCode, VerifyPhone
from graphql_api.core import Info, InvalidInput, NotAllowed, NotSignedIn, TooManyAttempts, mutation
from graphql_api.identity.challenges import challenge_id
from graphql_api.identity.player import Player
from graphql_api.identity.refusals import ChallengeExpired, StepUpRequired, WrongCode
from graphql_api.identity.signed_in import visit


@strawberry.type
class RequestPhoneCodeSuccess:
    """A message is on its way to the number; prove it with `verifyPhone`.

    The answer is the same for a number of another account: then the message says so, and no code fits.
    """

    challenge: strawberry.ID = strawberry.field(description="Name it in `verifyPhone`. Keep it secret.")
    expires_at: datetime


@strawberry.type
class ChangePhoneSuccess:
    """A message is on its way to the new number; nothing changes before `verifyPhone`.

    The answer is the same for a number of another account: then the message says so, and no code fits.
    """

    challenge: strawberry.ID = strawberry.field(description="Name it in `verifyPhone`. Keep it secret.")
    expires_at: datetime


@strawberry.type
class VerifyPhoneSuccess:
    """The number is the account's now. Its e-mail address is told, and the number that it was."""

    player: Player


_NUMBER = "With the country's code: `+49 1512 3456789`. Spaces and hyphens are forgiven."


@strawberry.input
class RequestPhoneCodeInput:
    phone: str = strawberry.field(description=_NUMBER)


@strawberry.input
class ChangePhoneInput:
    new_phone: str = strawberry.field(description=_NUMBER)


@strawberry.input
class VerifyPhoneInput:
    challenge: strawberry.ID = strawberry.field(description="Of `requestPhoneCode` or `changePhone`.")
    code: str = strawberry.field(description="From the message.")


RequestPhoneCodeResult = Annotated[
    RequestPhoneCodeSuccess | StepUpRequired | NotAllowed | TooManyAttempts | NotSignedIn | InvalidInput,
    strawberry.union("RequestPhoneCodeResult"),
]
ChangePhoneResult = Annotated[
    ChangePhoneSuccess | StepUpRequired | TooManyAttempts | NotAllowed | NotSignedIn | InvalidInput,
    strawberry.union("ChangePhoneResult"),
]
VerifyPhoneResult = Annotated[
    VerifyPhoneSuccess | WrongCode | ChallengeExpired | NotAllowed | NotSignedIn | InvalidInput,
    strawberry.union("VerifyPhoneResult"),
]


@strawberry.type
class PhoneMutations:
    @mutation
    async def request_phone_code(self, info: Info, input: RequestPhoneCodeInput) -> RequestPhoneCodeResult:
        """Sends a code to the account's first phone number. One that has a number asks `changePhone`."""
        viewer = info.context.signed_in()
        sent = await info.context.dispatch(RequestPhoneCode(viewer, input.phone, visit(info.context)))
        return RequestPhoneCodeSuccess(challenge=_named(sent), expires_at=sent.expires_at)

    @mutation
    async def change_phone(self, info: Info, input: ChangePhoneInput) -> ChangePhoneResult:
        """Sends a code to the number that shall take the place of the account's."""
        viewer = info.context.signed_in()
        sent = await info.context.dispatch(ChangePhone(viewer, input.new_phone, visit(info.context)))
        return ChangePhoneSuccess(challenge=_named(sent), expires_at=sent.expires_at)

    @mutation
    async def verify_phone(self, info: Info, input: VerifyPhoneInput) -> VerifyPhoneResult:
        """Proves a phone number with the code that it got, and makes it the account's."""
        viewer = info.context.signed_in()
        await info.context.dispatch(VerifyPhone(viewer, challenge_id(input.challenge), input.code, visit(info.context)))
        return VerifyPhoneSuccess(player=Player.of(viewer.player_id))


def _named(sent: PhoneCodeSent) -> strawberry.ID:
    return strawberry.ID(str(sent.challenge))
