"""Time-outs and exclusions of a player."""

from datetime import datetime

import strawberry

from domain import responsible_gaming as domain
from domain.responsible_gaming import FindExclusions
from graphql_api.core import Context, Info, Node, global_id, node_loader
from graphql_api.identity.player_fields import PlayerFields

ExclusionKind = strawberry.enum(
    domain.ExclusionKind, name="ExclusionKind", description="What keeps a player away. Values may be added."
)
ExclusionStatus = strawberry.enum(
    domain.ExclusionStatus, name="ExclusionStatus", description="Where an exclusion stands. Values may be added."
)


@strawberry.type
class Exclusion(Node):
    """A time-out, a self-exclusion, a national register's, or the operator's: no deposits, no play, no marketing.

    An operator's may be asked to end at any time, in every jurisdiction.
    """

    kind: domain.ExclusionKind
    status: domain.ExclusionStatus
    reason: str | None = strawberry.field(description="In the player's own words; null: none was given.")
    requested_at: datetime
    starts_at: datetime
    ends_at: datetime | None = strawberry.field(
        description="A time-out ends then by itself; any other may then be asked to end. Null: for good."
    )
    end_requested_at: datetime | None = strawberry.field(description="When the player last asked to come back.")
    opens_at: datetime | None = strawberry.field(
        description="When play is possible again, once that is settled; null: it is not."
    )

    @classmethod
    def of(cls, view: domain.ExclusionView) -> "Exclusion":
        exclusion = view.exclusion
        return cls(
            id=global_id("Exclusion", exclusion.id),
            kind=exclusion.kind,
            status=view.status,
            reason=exclusion.reason or None,
            requested_at=exclusion.requested_at,
            starts_at=exclusion.starts_at,
            ends_at=exclusion.ends_at,
            end_requested_at=exclusion.end_requested_at,
            opens_at=exclusion.opens_at,
        )


@strawberry.type
class ExclusionPlayerFields(PlayerFields):
    @strawberry.field
    async def exclusions(self, info: Info) -> list[Exclusion]:
        """Time-outs and exclusions, those that have ended too, the newest first."""
        return [Exclusion.of(view) for view in await info.context.dispatch(FindExclusions(self.player_id))]


@node_loader("Exclusion")
async def load_exclusion(context: Context, key: str) -> Exclusion | None:
    if context.viewer is None:
        return None
    found = await context.dispatch(FindExclusions(context.viewer.player_id))
    return next((Exclusion.of(view) for view in found if str(view.exclusion.id) == key), None)
