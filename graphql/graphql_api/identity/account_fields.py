"""Identity's own part of ``Player``."""

from datetime import datetime

import strawberry

from domain.identity import PlayerStatus as DomainPlayerStatus
from graphql_api.core import Info
from graphql_api.identity.gates import LOCKED, Gates
from graphql_api.identity.jurisdiction import PROFILES, Jurisdiction
from graphql_api.identity.loaders import PlayerViews
from graphql_api.identity.player_fields import PlayerFields

PlayerStatus = strawberry.enum(
    DomainPlayerStatus, name="PlayerStatus", description="The state of an account. Values may be added."
)


@strawberry.type
class AccountPlayerFields(PlayerFields):
    @strawberry.field
    async def email(self, info: Info) -> str:
        """As its owner wrote it."""
        return (await info.context.loader(PlayerViews).load(self.player_id)).player.email.shown

    @strawberry.field
    async def status(self, info: Info) -> DomainPlayerStatus:
        return (await info.context.loader(PlayerViews).load(self.player_id)).player.status

    @strawberry.field
    async def jurisdiction(self, info: Info) -> Jurisdiction:
        """The rules that this player is under."""
        player = (await info.context.loader(PlayerViews).load(self.player_id)).player
        return Jurisdiction.of(info.context.port(PROFILES).of(player.jurisdiction, player.profile_version))

    @strawberry.field
    async def jurisdiction_offer(self, info: Info) -> Jurisdiction | None:
        """Newer rules that protect less, for `acceptJurisdiction`. Null: the present ones hold already."""
        player = (await info.context.loader(PlayerViews).load(self.player_id)).player
        offered = info.context.port(PROFILES).offered(player.jurisdiction, player.profile_version)
        return None if offered is None else Jurisdiction.of(offered)

    @strawberry.field
    async def created_at(self, info: Info) -> datetime:
        return (await info.context.loader(PlayerViews).load(self.player_id)).player.created_at

    @strawberry.field
    async def gates(self, info: Info) -> Gates:
        """What the player may do now, and why not where not; in a locked session nothing that moves money."""
        blocks = (await info.context.loader(PlayerViews).load(self.player_id)).blocks
        viewer = info.context.viewer
        return Gates.of((*blocks, *LOCKED) if viewer is not None and viewer.locked else blocks)
