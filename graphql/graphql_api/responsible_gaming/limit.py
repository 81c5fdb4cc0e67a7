"""Limits for clients."""

from datetime import datetime, timedelta

import strawberry

from domain import responsible_gaming as domain
from domain.responsible_gaming import LimitKind, LimitPeriod
from graphql_api.core import Money, global_id
from graphql_api.responsible_gaming import limit_refusals as _enums  # noqa: F401 - declares LimitKind and LimitPeriod

EURO = "EUR"
LimitOwner = strawberry.enum(
    domain.LimitOwner,
    name="LimitOwner",
    description="Who set a limit; the strictest of all holds. Values may be added.",
)


@strawberry.type
class LimitChange:
    """A looser limit that its player asked for. Unless it is confirmed in time, the stricter one stays."""

    removal: bool = strawberry.field(description="No limit any more.")
    amount: Money | None = strawberry.field(description="As it was typed; null for a removal and for time.")
    euro_amount: Money | None = strawberry.field(description="What counts; null for a removal and for time.")
    duration: timedelta | None = strawberry.field(description="Of `SESSION_TIME` alone.")
    confirm_from: datetime = strawberry.field(description="`confirmLimitChange` takes it from then on,")
    confirm_until: datetime = strawberry.field(description="and before then.")


@strawberry.type
class Limit:
    """Where kind and period are the same for two, the stricter holds. Money counts in euros by reference rates."""

    id: strawberry.ID | None = strawberry.field(description="Null where the rule is everybody's (`HOUSE`).")
    kind: LimitKind
    period: LimitPeriod | None = strawberry.field(description="Null for a kind that counts for no period.")
    owner: domain.LimitOwner
    amount: Money | None = strawberry.field(description="As it was typed; null for `SESSION_TIME`.")
    euro_amount: Money | None = strawberry.field(description="What counts; null for `SESSION_TIME`.")
    duration: timedelta | None = strawberry.field(description="Of `SESSION_TIME` alone.")
    since: datetime | None = strawberry.field(description="When it began to hold; null where it always did.")
    used: Money | None = strawberry.field(
        description="In euros, in the present period; ordered deposits count. Null for `STAKE`, `BALANCE` and time."
    )
    remaining: Money | None = strawberry.field(description="In euros; null where `used` is.")
    used_duration: timedelta | None = strawberry.field(description="Of `SESSION_TIME` alone: the session in play.")
    resets_at: datetime | None = strawberry.field(
        description="The first moment at which room comes back by itself; null: not by itself, or nothing is used."
    )
    pending: LimitChange | None = strawberry.field(description="A looser limit that waits to be confirmed.")

    @classmethod
    def of(cls, view: domain.LimitView) -> "Limit":
        timed = view.kind is LimitKind.SESSION_TIME
        offer = view.offer
        looser = offer.amount if offer else None
        return cls(
            id=None if view.id is None else global_id("Limit", view.id),
            kind=view.kind,
            period=view.period,
            owner=view.owner,
            amount=None if timed else _typed(view.amount),
            euro_amount=None if timed else _euros(view.amount.value),
            duration=timedelta(seconds=view.amount.value) if timed else None,
            since=view.since,
            used=None if timed or view.used is None else _euros(view.used),
            remaining=None if timed or view.remaining is None else _euros(view.remaining),
            used_duration=timedelta(seconds=view.used) if timed and view.used is not None else None,
            resets_at=view.resets_at,
            pending=None
            if offer is None
            else LimitChange(
                removal=looser is None,
                amount=None if timed or looser is None else _typed(looser),
                euro_amount=None if timed or looser is None else _euros(looser.value),
                duration=timedelta(seconds=looser.value) if timed and looser else None,
                confirm_from=offer.confirm_from,
                confirm_until=offer.confirm_until,
            ),
        )


def _typed(amount: domain.Amount) -> Money:
    return _euros(amount.value) if amount.typed is None else Money.of(amount.typed)


def _euros(minor: int) -> Money:
    return Money.minor(minor, EURO)
