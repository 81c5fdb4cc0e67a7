"""Taking a time-out, excluding oneself, asking to come back."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry

from domain import responsible_gaming as domain
from domain.responsible_gaming import RequestExclusionEnd, SelfExclude, TakeTimeOut
from domain.shared import InvalidInput as Malformed
from graphql_api.core import (
    Context,
    Info,
    InvalidInput,
    NotAllowed,
    NotSignedIn,
    UserError,
    field_texts,
    mutation,
    refusal,
    require_uuid,
)
from graphql_api.identity.signed_in import visit
from graphql_api.responsible_gaming.exclusion_fields import Exclusion, load_exclusion

field_texts({"NOT_OFFERED": "This is not offered here.", "CONFLICT": "This cannot be combined with the rest."})


@refusal(
    {domain.LongerExclusionInForce: "You are excluded for longer than that already."},
    reaction="Show what is in force and until when; offer longer ones only.",
)
class LongerExclusionInForce(UserError):
    """One that holds at least as long is in force: longer replaces shorter, never the other way."""

    ends_at: datetime | None = strawberry.field(description="Of the one in force; null: it does not end by itself.")


@refusal(
    {domain.ExclusionHolds: "This does not end before its time."},
    reaction="Show until when it holds; do not offer to end it before.",
)
class ExclusionHolds(UserError):
    """It does not end before its time."""

    ends_at: datetime | None = strawberry.field(description="Null: for good, or until the national register says so.")


@refusal(
    {domain.UnknownExclusion: "There is no such exclusion."},
    reaction="Read `me { exclusions }` again.",
)
class UnknownExclusion(UserError):
    """The player has no such exclusion in force."""


@strawberry.input
class TakeTimeOutInput:
    hours: int = strawberry.field(description="One of those that the player's jurisdiction offers.")


@strawberry.input
class SelfExcludeInput:
    months: int | None = strawberry.field(
        default=None, description="One of those that the player's jurisdiction offers; or `permanent`."
    )
    permanent: bool = strawberry.field(default=False, description="For good, where the jurisdiction offers that.")
    reason: str | None = strawberry.field(default=None, description="For the record, at most 500 characters.")


@strawberry.input
class RequestExclusionEndInput:
    exclusion_id: strawberry.ID
    reason: str = strawberry.field(description="Why the player wants to come back; 1 to 500 characters.")


@strawberry.type
class TakeTimeOutSuccess:
    """Holds from this moment on; every other session of the player has ended, and every game."""

    exclusion: Exclusion


@strawberry.type
class SelfExcludeSuccess:
    """Holds from this moment on; every other session of the player has ended, and every game."""

    exclusion: Exclusion


@strawberry.type
class RequestExclusionEndSuccess:
    """`status` is `ENDING` with `opensAt`, or `END_REQUESTED` while staff decide."""

    exclusion: Exclusion


TakeTimeOutResult = Annotated[
    TakeTimeOutSuccess | LongerExclusionInForce | InvalidInput | NotAllowed | NotSignedIn,
    strawberry.union("TakeTimeOutResult"),
]
SelfExcludeResult = Annotated[
    SelfExcludeSuccess | LongerExclusionInForce | InvalidInput | NotAllowed | NotSignedIn,
    strawberry.union("SelfExcludeResult"),
]
RequestExclusionEndResult = Annotated[
    RequestExclusionEndSuccess | ExclusionHolds | UnknownExclusion | InvalidInput | NotAllowed | NotSignedIn,
    strawberry.union("RequestExclusionEndResult"),
]


@strawberry.type
class ExclusionMutations:
    @mutation
    async def take_time_out(self, info: Info, input: TakeTimeOutInput) -> TakeTimeOutResult:
        """A break: no deposits, no play, no marketing, at once. Ends by itself; withdrawals stay open."""
        context = info.context
        taken = await context.dispatch(TakeTimeOut(context.signed_in(), visit(context), input.hours))
        return TakeTimeOutSuccess(exclusion=await _shown(context, taken.id))

    @mutation
    async def self_exclude(self, info: Info, input: SelfExcludeInput) -> SelfExcludeResult:
        """No deposits, no play, no marketing, at once and for months, years or good. Withdrawals stay open."""
        context = info.context
        viewer = context.signed_in()
        if (input.months is None) != input.permanent:
            raise Malformed.of("months", "REQUIRED" if input.months is None else "CONFLICT")
        begun = await context.dispatch(SelfExclude(viewer, visit(context), input.months, input.reason or ""))
        return SelfExcludeSuccess(exclusion=await _shown(context, begun.id))

    @mutation
    async def request_exclusion_end(self, info: Info, input: RequestExclusionEndInput) -> RequestExclusionEndResult:
        """Asks to come back: after a self-exclusion's time, or before it where the jurisdiction allows that at all."""
        context = info.context
        viewer = context.signed_in()
        exclusion_id = domain.ExclusionId(require_uuid("Exclusion", input.exclusion_id, "exclusion_id"))
        asked = await context.dispatch(RequestExclusionEnd(viewer, visit(context), exclusion_id, input.reason))
        return RequestExclusionEndSuccess(exclusion=await _shown(context, asked.id))


async def _shown(context: Context, exclusion_id: UUID) -> Exclusion:
    found = await load_exclusion(context, str(exclusion_id))
    assert found is not None
    return found
