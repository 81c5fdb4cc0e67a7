"""Refusals of limits, for clients."""

from datetime import datetime

import strawberry

from domain import responsible_gaming
from domain.responsible_gaming import LimitKind, LimitPeriod
from graphql_api.core import Money, UserError, refusal

strawberry.enum(LimitKind, description="What a limit counts. Values may be added.")
strawberry.enum(LimitPeriod, description="For how long a limit counts. Values may be added.")


@refusal(
    {responsible_gaming.LimitExceeded: "This would go over a limit."},
    reaction="Show which limit, what is left of it, and when room comes back; offer the limits page.",
)
class LimitExceeded(UserError):
    """It would carry the player over one of the limits that hold: the stricter of the player's and the operator's."""

    kind: LimitKind
    period: LimitPeriod | None = strawberry.field(description="Null for a kind that counts for no period.")
    remaining: Money | None = strawberry.field(description="What is left, in euros; null where time is limited.")
    resets_at: datetime | None = strawberry.field(
        description="The first moment at which room comes back by itself; null: not by itself."
    )

    @staticmethod
    def facts(refused: responsible_gaming.LimitExceeded) -> dict[str, object]:
        counts_money = refused.kind is not LimitKind.SESSION_TIME
        return {
            "kind": refused.kind,
            "period": refused.period,
            "remaining": Money.minor(refused.remaining, "EUR") if counts_money else None,
            "resets_at": refused.resets_at,
        }
