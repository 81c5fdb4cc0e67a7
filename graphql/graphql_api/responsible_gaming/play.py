"""The session in play and its reality check, for clients."""

from datetime import datetime, timedelta

import strawberry

from domain import responsible_gaming as domain
from graphql_api.core import Money
from graphql_api.responsible_gaming.limit import EURO


@strawberry.type
class SessionSummary:
    """Play without a pause, since its first bet; in euros by reference rates."""

    started_at: datetime
    elapsed: timedelta
    wagered: Money
    won: Money
    net: Money = strawberry.field(description="Below zero: lost.")

    @classmethod
    def of(cls, summary: domain.SessionSummary) -> "SessionSummary":
        return cls(
            started_at=summary.started_at,
            elapsed=summary.elapsed,
            wagered=Money.minor(summary.wagered_euro_minor, EURO),
            won=Money.minor(summary.won_euro_minor, EURO),
            net=Money.minor(summary.net_euro_minor, EURO),
        )


@strawberry.type
class RealityCheck:
    """After so much play the next round waits until the player has acknowledged time and money."""

    interval: timedelta | None = strawberry.field(description="Null: off.")
    due_at: datetime | None = strawberry.field(
        description="When the next one is due, or since when it waits; null: nobody plays, or checks are off."
    )
    minutes_on_offer: list[int] = strawberry.field(description="What `setRealityCheck` takes.")
    may_be_off: bool

    @classmethod
    def of(cls, found: domain.Protection) -> "RealityCheck":
        rules = found.profile.reality_check
        return cls(
            interval=found.play.interval,
            due_at=found.play.due_at,
            minutes_on_offer=list(rules.minutes),
            may_be_off=rules.may_be_off,
        )


LimitPromptKind = strawberry.enum(
    domain.LimitPromptKind, name="LimitPromptKind", description="What to ask a player. Values may be added."
)


@strawberry.type
class LimitPrompt:
    """Something to ask this player. Setting a limit answers it, or `declineLimits`, or `acknowledgeLimitReview`."""

    kind: domain.LimitPromptKind
    required: bool = strawberry.field(description="Deposits stay closed until one of `kinds` is set.")
    kinds: list[domain.LimitKind] = strawberry.field(description="On offer; empty for a review.")

    @classmethod
    def of(cls, prompt: domain.LimitPrompt) -> "LimitPrompt":
        return cls(kind=prompt.kind, required=prompt.required, kinds=list(prompt.kinds))
