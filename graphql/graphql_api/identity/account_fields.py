"""Identity's own part of ``Player``."""

from datetime import datetime

import strawberry

from domain.identity import FindOpenSessions
from domain.identity import PlayerStatus as DomainPlayerStatus
from domain.jurisdiction import PROFILES
from graphql_api.core import Connection, Info, page_request
from graphql_api.core import query as reading
from graphql_api.identity.gates import Gates
from graphql_api.identity.jurisdiction import Jurisdiction
from graphql_api.identity.loaders import PlayerViews
from graphql_api.identity.player_fields import PlayerFields
from graphql_api.identity.session import Session

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
        return Jurisdiction.of(PROFILES[player.jurisdiction])

    @strawberry.field
    async def created_at(self, info: Info) -> datetime:
        return (await info.context.loader(PlayerViews).load(self.player_id)).player.created_at

    @strawberry.field
    async def gates(self, info: Info) -> Gates:
        """What the player may do now, and why not where not."""
        return Gates.of((await info.context.loader(PlayerViews).load(self.player_id)).blocks)

    @reading(Connection[Session].empty)
    async def sessions(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> Connection[Session]:
        """The sessions that are open, newest first."""
        request = page_request(first, after, last, before)
        if request is None:
            return Connection.empty()
        page = await info.context.dispatch(FindOpenSessions(self.player_id, request))
        viewer = info.context.viewer
        return Connection.of(page, request, lambda session: Session.of(session, viewer))
