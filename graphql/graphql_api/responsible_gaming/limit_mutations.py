"""Setting limits, loosening them, and answering what we ask about them."""

from datetime import datetime
from typing import Annotated

import strawberry

from domain import responsible_gaming as domain
from domain.responsible_gaming import (
    AcknowledgeLimitReview,
    ConfirmLimitChange,
    DeclineLimits,
    FindLimits,
    LimitKind,
    LimitPeriod,
    RemoveLimit,
    SetLimit,
)
from domain.shared import InvalidInput as Malformed
from graphql_api.core import (
    Context,
    Info,
    InvalidInput,
    MoneyInput,
    NotAllowed,
    NotSignedIn,
    UserError,
    field_texts,
    mutation,
    refusal,
    require_uuid,
)
from graphql_api.responsible_gaming.limit import Limit
from graphql_api.responsible_gaming.play import LimitPrompt

field_texts({"NOT_APPLICABLE": "This limit does not take it.", "MUST_BE_TRUE": "This must be said in so many words."})

LATER = "Read `me { limits }` again."


@refusal({domain.UnknownLimit: "There is no such limit."}, reaction=LATER)
class UnknownLimit(UserError):
    """The player has set no limit with this id; staff's and everybody's are not the player's to change."""


@refusal({domain.NothingToConfirm: "There is no change of this limit to confirm."}, reaction=LATER)
class NothingToConfirm(UserError):
    """It was confirmed, something stricter took its place, or its time is over."""


@refusal(
    {domain.TooEarlyToConfirm: "A looser limit can be confirmed only after a while."},
    reaction="Show `confirmFrom`, and offer to confirm from then on.",
)
class TooEarlyToConfirm(UserError):
    """Think about it until `confirmFrom`."""

    confirm_from: datetime


@refusal(
    {domain.LimitRequired: "Your rules ask for a limit."},
    reaction="Ask for a limit of one of `kinds`; there is no way around it.",
)
class LimitRequired(UserError):
    """A limit of one of these kinds must be set before the first deposit."""

    kinds: list[LimitKind]

    @staticmethod
    def facts(refused: domain.LimitRequired) -> dict[str, object]:
        return {"kinds": list(refused.kinds)}


@strawberry.input
class SetLimitInput:
    kind: LimitKind
    period: LimitPeriod | None = strawberry.field(
        default=None, description="For `DEPOSIT`, `LOSS` and `WAGER`; several may be set, and each holds."
    )
    amount: MoneyInput | None = strawberry.field(
        default=None, description="Of money: any amount, in a currency that the player holds."
    )
    minutes: int | None = strawberry.field(default=None, description="For `SESSION_TIME`: 1 to 1440.")


@strawberry.input
class RemoveLimitInput:
    limit_id: strawberry.ID


@strawberry.input
class ConfirmLimitChangeInput:
    limit_id: strawberry.ID


@strawberry.input
class DeclineLimitsInput:
    no_limits_wanted: bool = strawberry.field(description="The player's explicit word: `true`.")


@strawberry.input
class AcknowledgeLimitReviewInput:
    reviewed: bool = strawberry.field(description="The player's explicit word: `true`.")


@strawberry.type
class SetLimitSuccess:
    """A stricter limit holds from this answer on. A looser one waits in `limit.pending`."""

    limit: Limit | None = strawberry.field(description="Null: confirmed away by another answer meanwhile.")
    limits: list[Limit] = strawberry.field(description="All of them, as they are now.")


@strawberry.type
class RemoveLimitSuccess:
    """It still holds; its end waits in `limit.pending`."""

    limit: Limit | None = strawberry.field(description="Null: confirmed away by another answer meanwhile.")
    limits: list[Limit] = strawberry.field(description="All of them, as they are now.")


@strawberry.type
class ConfirmLimitChangeSuccess:
    """The looser limit holds from now on."""

    limit: Limit | None = strawberry.field(description="Null: it is gone.")
    limits: list[Limit] = strawberry.field(description="All of them, as they are now.")


@strawberry.type
class DeclineLimitsSuccess:
    """We ask again in a year."""

    prompts: list[LimitPrompt] = strawberry.field(description="What is left to ask.")


@strawberry.type
class AcknowledgeLimitReviewSuccess:
    """We ask again in some months."""

    prompts: list[LimitPrompt] = strawberry.field(description="What is left to ask.")


SetLimitResult = Annotated[
    SetLimitSuccess | InvalidInput | NotAllowed | NotSignedIn, strawberry.union("SetLimitResult")
]
RemoveLimitResult = Annotated[
    RemoveLimitSuccess | UnknownLimit | InvalidInput | NotAllowed | NotSignedIn, strawberry.union("RemoveLimitResult")
]
ConfirmLimitChangeResult = Annotated[
    ConfirmLimitChangeSuccess
    | NothingToConfirm
    | TooEarlyToConfirm
    | UnknownLimit
    | InvalidInput
    | NotAllowed
    | NotSignedIn,
    strawberry.union("ConfirmLimitChangeResult"),
]
DeclineLimitsResult = Annotated[
    DeclineLimitsSuccess | LimitRequired | InvalidInput | NotAllowed | NotSignedIn,
    strawberry.union("DeclineLimitsResult"),
]
AcknowledgeLimitReviewResult = Annotated[
    AcknowledgeLimitReviewSuccess | InvalidInput | NotAllowed | NotSignedIn,
    strawberry.union("AcknowledgeLimitReviewResult"),
]


@strawberry.type
class LimitMutations:
    @mutation
    async def set_limit(self, info: Info, input: SetLimitInput) -> SetLimitResult:
        """Sets a limit of the player's own. Stricter: at once. Looser: it can be confirmed after a day or so."""
        viewer = info.context.signed_in()
        amount = input.amount.read("amount") if input.amount else None
        setting = await info.context.dispatch(SetLimit(viewer, input.kind, input.period, amount, input.minutes))
        limit, limits = await _shown(info.context, setting)
        return SetLimitSuccess(limit=limit, limits=limits)

    @mutation
    async def remove_limit(self, info: Info, input: RemoveLimitInput) -> RemoveLimitResult:
        """Asks for a limit's end, which can be confirmed after a day or so, as anything looser."""
        viewer = info.context.signed_in()
        limit_id = domain.LimitId(require_uuid("Limit", input.limit_id, "limit_id"))
        setting = await info.context.dispatch(RemoveLimit(viewer, limit_id))
        limit, limits = await _shown(info.context, setting)
        return RemoveLimitSuccess(limit=limit, limits=limits)

    @mutation
    async def confirm_limit_change(self, info: Info, input: ConfirmLimitChangeInput) -> ConfirmLimitChangeResult:
        """The second word for a looser limit. Without it the stricter one stays."""
        viewer = info.context.signed_in()
        limit_id = domain.LimitId(require_uuid("Limit", input.limit_id, "limit_id"))
        limit, limits = await _shown(info.context, await info.context.dispatch(ConfirmLimitChange(viewer, limit_id)))
        return ConfirmLimitChangeSuccess(limit=limit, limits=limits)

    @mutation
    async def decline_limits(self, info: Info, input: DeclineLimitsInput) -> DeclineLimitsResult:
        """An explicit no to limits, where they may be declined."""
        viewer = info.context.signed_in()
        if not input.no_limits_wanted:
            raise Malformed.of("no_limits_wanted", "MUST_BE_TRUE")
        left = await info.context.dispatch(DeclineLimits(viewer))
        return DeclineLimitsSuccess(prompts=[LimitPrompt.of(prompt) for prompt in left])

    @mutation
    async def acknowledge_limit_review(
        self, info: Info, input: AcknowledgeLimitReviewInput
    ) -> AcknowledgeLimitReviewResult:
        """The player has looked at limits, deposits and play."""
        viewer = info.context.signed_in()
        if not input.reviewed:
            raise Malformed.of("reviewed", "MUST_BE_TRUE")
        left = await info.context.dispatch(AcknowledgeLimitReview(viewer))
        return AcknowledgeLimitReviewSuccess(prompts=[LimitPrompt.of(prompt) for prompt in left])


async def _shown(context: Context, setting: domain.LimitSetting | None) -> tuple[Limit | None, list[Limit]]:
    viewer = context.signed_in()
    found = await context.dispatch(FindLimits(viewer.player_id, viewer.session_id))
    mine = next((view for view in found.limits if setting and view.id == setting.id), None)
    return None if mine is None else Limit.of(mine), [Limit.of(view) for view in found.limits]
