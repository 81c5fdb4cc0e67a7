"""How a player can be reached, as fields of ``Player``."""

import strawberry

from graphql_api.core import Info
from graphql_api.identity.loaders import PlayerViews
from graphql_api.identity.player_fields import PlayerFields


@strawberry.type
class ContactPlayerFields(PlayerFields):
    @strawberry.field
    async def email_verified(self, info: Info) -> bool:
        """Always true: there is no account before a code came back from its address."""
        del info
        return True

    @strawberry.field
    async def phone(self, info: Info) -> str | None:
        """In E.164 form, proved by `verifyPhone`; null: none."""
        return (await info.context.loader(PlayerViews).load(self.player_id)).player.phone

    @strawberry.field
    async def phone_verified(self, info: Info) -> bool:
        """Whether there is a number; only one that was proved is kept."""
        return (await info.context.loader(PlayerViews).load(self.player_id)).player.phone is not None
