"""Fresh proof of who is there."""

from datetime import datetime
from typing import Annotated

import strawberry

from domain import identity
from domain.identity import StepUp
from graphql_api.core import Info, InvalidInput, NotSignedIn, TooManyAttempts, TryAgainLater, mutation
from graphql_api.identity.refusals import InvalidCredentials
from graphql_api.identity.signed_in import visit


@strawberry.type
class StepUpSuccess:
    """Repeat now what asked for it."""

    holds_until: datetime


@strawberry.input
class StepUpInput:
    method: identity.ProofMethod
    password: str | None = strawberry.field(default=None, description="For the method `PASSWORD`.")


StepUpResult = Annotated[
    StepUpSuccess | InvalidCredentials | TooManyAttempts | NotSignedIn | InvalidInput | TryAgainLater,
    strawberry.union("StepUpResult"),
]


@strawberry.type
class StepUpMutations:
    @mutation
    async def step_up(self, info: Info, input: StepUpInput) -> StepUpResult:
        """Fresh proof of who is there, for this session, for 5 minutes."""
        viewer = info.context.signed_in()
        proof = await info.context.dispatch(StepUp(viewer, input.method, input.password, visit(info.context)))
        return StepUpSuccess(holds_until=proof.holds_until)
