"""What a player can change about themselves, as fields of ``Player``."""

from datetime import date

import strawberry

from domain.identity import Player
from graphql_api.core import CountryCode, Info
from graphql_api.identity.loaders import PlayerViews
from graphql_api.identity.player_fields import PlayerFields


@strawberry.type
class PlayerProfile:
    """Registration data; empty: not told."""

    first_name: str
    last_name: str
    address: str
    city: str
    postal_code: str
    country: CountryCode
    birth_date: date

    @classmethod
    def of(cls, player: Player) -> "PlayerProfile":
        details = player.details
        return cls(
            country=CountryCode(player.country),
            birth_date=player.birth_date,
            first_name=details.first_name,
            last_name=details.last_name,
            address=details.address,
            city=details.city,
            postal_code=details.postal_code,
        )


@strawberry.type
class RecordPlayerFields(PlayerFields):
    @strawberry.field
    async def username(self, info: Info) -> str | None:
        """What other players see; null: not chosen yet."""
        return (await info.context.loader(PlayerViews).load(self.player_id)).player.username

    @strawberry.field
    async def language(self, info: Info) -> str:
        """Of our messages."""
        return (await info.context.loader(PlayerViews).load(self.player_id)).player.language

    @strawberry.field
    async def profile(self, info: Info) -> PlayerProfile:
        return PlayerProfile.of((await info.context.loader(PlayerViews).load(self.player_id)).player)

    @strawberry.field
    async def terms_version(self, info: Info) -> str:
        """The terms that the player agreed to last; where `jurisdiction.termsVersion` is another, `acceptTerms`."""
        return (await info.context.loader(PlayerViews).load(self.player_id)).player.terms_version
