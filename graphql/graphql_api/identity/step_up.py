"""Fresh proof of who is there: for what needs it, and for a session that lay idle."""

from datetime import datetime
from typing import Annotated

import strawberry

from domain import identity
from domain.identity import Evidence, RequestStepUpCode, StepUp, UnlockSession
from graphql_api.core import Info, InvalidInput, NotAllowed, NotSignedIn, TooManyAttempts, TryAgainLater, mutation
from graphql_api.identity.challenges import challenge_id
from graphql_api.identity.refusals import ChallengeExpired, InvalidCredentials, ProofRejected, WrongCode
from graphql_api.identity.signed_in import visit


@strawberry.type
class StepUpSuccess:
    """Repeat now what asked for it."""

    holds_until: datetime


@strawberry.type
class RequestStepUpCodeSuccess:
    """A message is on its way; codes before it are worth nothing now."""

    challenge: strawberry.ID = strawberry.field(description="Name it in `stepUp` or `unlockSession`.")
    expires_at: datetime


@strawberry.type
class UnlockSessionSuccess:
    """The session goes on. It counts as a step-up too."""

    holds_until: datetime


_CHALLENGE = "For `EMAIL_CODE` and `SMS_CODE`: of `requestStepUpCode`."
_CODE = "For `TOTP`, `RECOVERY_CODE`, `EMAIL_CODE` and `SMS_CODE`."
_ASSERTION = "For `PASSKEY`: what the browser answered, as JSON."


@strawberry.input
class StepUpInput:
    method: identity.ProofMethod = strawberry.field(description="One of `StepUpRequired.methods`.")
    password: str | None = strawberry.field(default=None, description="For `PASSWORD`.")
    code: str | None = strawberry.field(default=None, description=_CODE)
    challenge: strawberry.ID | None = strawberry.field(default=None, description=_CHALLENGE)
    assertion: str | None = strawberry.field(default=None, description=_ASSERTION)


@strawberry.input
class UnlockSessionInput:
    method: identity.ProofMethod = strawberry.field(description="One of `player.twoFactor.methods`.")
    password: str | None = strawberry.field(default=None, description="For `PASSWORD`.")
    code: str | None = strawberry.field(default=None, description=_CODE)
    challenge: strawberry.ID | None = strawberry.field(default=None, description=_CHALLENGE)
    assertion: str | None = strawberry.field(default=None, description=_ASSERTION)


@strawberry.input
class RequestStepUpCodeInput:
    method: identity.ProofMethod = strawberry.field(description="`EMAIL_CODE` or `SMS_CODE`.")


StepUpResult = Annotated[
    StepUpSuccess
    | InvalidCredentials
    | WrongCode
    | ChallengeExpired
    | ProofRejected
    | NotAllowed
    | TooManyAttempts
    | NotSignedIn
    | InvalidInput
    | TryAgainLater,
    strawberry.union("StepUpResult"),
]
UnlockSessionResult = Annotated[
    UnlockSessionSuccess
    | InvalidCredentials
    | WrongCode
    | ChallengeExpired
    | ProofRejected
    | NotAllowed
    | TooManyAttempts
    | NotSignedIn
    | InvalidInput
    | TryAgainLater,
    strawberry.union("UnlockSessionResult"),
]
RequestStepUpCodeResult = Annotated[
    RequestStepUpCodeSuccess | NotAllowed | TooManyAttempts | NotSignedIn | InvalidInput,
    strawberry.union("RequestStepUpCodeResult"),
]


@strawberry.type
class StepUpMutations:
    @mutation
    async def step_up(self, info: Info, input: StepUpInput) -> StepUpResult:
        """Fresh proof of who is there, for this session, for 5 minutes."""
        viewer = info.context.signed_in()
        proof = await info.context.dispatch(StepUp(viewer, _evidence(input), visit(info.context)))
        return StepUpSuccess(holds_until=proof.holds_until)

    @mutation
    async def request_step_up_code(self, info: Info, input: RequestStepUpCodeInput) -> RequestStepUpCodeResult:
        """Sends a code for `stepUp` or `unlockSession`, to a player who has neither password nor second factor."""
        viewer = info.context.signed_in(while_locked=True)
        sent = await info.context.dispatch(RequestStepUpCode(viewer, input.method, visit(info.context)))
        return RequestStepUpCodeSuccess(challenge=strawberry.ID(str(sent.challenge)), expires_at=sent.expires_at)

    @mutation
    async def unlock_session(self, info: Info, input: UnlockSessionInput) -> UnlockSessionResult:
        """Lets a session go on that was locked because nobody used it."""
        viewer = info.context.signed_in(while_locked=True)
        unlocked = await info.context.dispatch(UnlockSession(viewer, _evidence(input), visit(info.context)))
        return UnlockSessionSuccess(holds_until=unlocked.holds_until)


def _evidence(given: StepUpInput | UnlockSessionInput) -> Evidence:
    return Evidence(
        given.method,
        password=given.password,
        code=given.code,
        assertion=given.assertion,
        challenge=None if given.challenge is None else challenge_id(given.challenge),
    )
