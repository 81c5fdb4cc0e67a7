"""Reality checks: their interval, and the player's word."""

from datetime import datetime
from typing import Annotated

import strawberry

from domain import responsible_gaming as domain
from domain.responsible_gaming import AcknowledgeRealityCheck, FindLimits, SetRealityCheck
from graphql_api.core import Context, Info, InvalidInput, NotAllowed, NotSignedIn, UserError, mutation, refusal
from graphql_api.responsible_gaming.play import RealityCheck, SessionSummary


@refusal(
    {domain.NothingToAcknowledge: "No reality check is due."},
    reaction="Close the dialog; read `me { realityCheck { dueAt } }` for the next one.",
)
class NothingToAcknowledge(UserError):
    """It was acknowledged already, or is not due yet: a word said early puts no check off."""


@strawberry.input
class SetRealityCheckInput:
    minutes: int | None = strawberry.field(
        default=None, description="One of `realityCheck.minutesOnOffer`; null: off, where it may be off."
    )


@strawberry.input
class AcknowledgeRealityCheckInput:
    due_at: datetime | None = strawberry.field(
        default=None, description="Of the check that was shown; null: whichever is due."
    )


@strawberry.type
class SetRealityCheckSuccess:
    """Holds from now on."""

    reality_check: RealityCheck


@strawberry.type
class AcknowledgeRealityCheckSuccess:
    """The next round may begin."""

    session_summary: SessionSummary = strawberry.field(description="What was shown and is on record.")
    reality_check: RealityCheck


SetRealityCheckResult = Annotated[
    SetRealityCheckSuccess | InvalidInput | NotAllowed | NotSignedIn, strawberry.union("SetRealityCheckResult")
]
AcknowledgeRealityCheckResult = Annotated[
    AcknowledgeRealityCheckSuccess | NothingToAcknowledge | InvalidInput | NotAllowed | NotSignedIn,
    strawberry.union("AcknowledgeRealityCheckResult"),
]


@strawberry.type
class RealityCheckMutations:
    @mutation
    async def set_reality_check(self, info: Info, input: SetRealityCheckInput) -> SetRealityCheckResult:
        """How often play pauses for a reality check."""
        await info.context.dispatch(SetRealityCheck(info.context.signed_in(), input.minutes))
        return SetRealityCheckSuccess(reality_check=await _shown(info.context))

    @mutation
    async def acknowledge_reality_check(
        self, info: Info, input: AcknowledgeRealityCheckInput
    ) -> AcknowledgeRealityCheckResult:
        """The player has seen `sessionSummary` and plays on; what was shown is kept on record."""
        seen = await info.context.dispatch(AcknowledgeRealityCheck(info.context.signed_in(), input.due_at))
        assert seen.summary is not None
        summary = SessionSummary.of(seen.summary)
        return AcknowledgeRealityCheckSuccess(session_summary=summary, reality_check=await _shown(info.context))


async def _shown(context: Context) -> RealityCheck:
    viewer = context.signed_in()
    return RealityCheck.of(await context.dispatch(FindLimits(viewer.player_id, viewer.session_id)))
