"""Who am I."""

import strawberry

from graphql_api.core import Info
from graphql_api.identity.player import Player


@strawberry.type
class IdentityQueries:
    @strawberry.field
    def me(self, info: Info) -> Player | None:
        """The signed-in player; null when signed out."""
        viewer = info.context.viewer
        return None if viewer is None else Player.of(viewer.player_id)
