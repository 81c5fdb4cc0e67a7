"""What a player wants to hear from us."""

from datetime import datetime
from typing import Annotated

import strawberry

from domain import identity
from domain.identity import FindConsents, UpdateConsents, WantedConsent
from domain.shared import InvalidInput as Malformed
from graphql_api.core import Info, InvalidInput, NotAllowed, NotSignedIn, field_texts, mutation
from graphql_api.identity.player_fields import PlayerFields

field_texts({"DUPLICATE": "This is named twice."})

ContactChannel = strawberry.enum(
    identity.ContactChannel, name="ContactChannel", description="How we may write or call. Values may be added."
)
MarketedProduct = strawberry.enum(
    identity.MarketedProduct, name="MarketedProduct", description="What it may be about. Values may be added."
)


@strawberry.type
class Consent:
    """Whether we may send marketing about one product by one channel. Without a word of the player's: no."""

    channel: identity.ContactChannel
    product: identity.MarketedProduct
    granted: bool
    changed_at: datetime | None = strawberry.field(description="Null: the player has never said anything about it.")

    @classmethod
    def of(cls, consent: identity.Consent) -> "Consent":
        return cls(
            channel=consent.channel, product=consent.product, granted=consent.granted, changed_at=consent.changed_at
        )


@strawberry.type
class ConsentPlayerFields(PlayerFields):
    @strawberry.field
    async def consents(self, info: Info) -> list[Consent]:
        """Marketing that the player agreed to: one for each channel and product."""
        return [Consent.of(consent) for consent in await info.context.dispatch(FindConsents(self.player_id))]


@strawberry.input
class ConsentInput:
    channel: identity.ContactChannel
    product: identity.MarketedProduct
    granted: bool


@strawberry.input
class UpdateConsentsInput:
    changes: list[ConsentInput] = strawberry.field(description="Each pair at most once; others stay as they are.")


@strawberry.type
class UpdateConsentsSuccess:
    """Holds from now on."""

    consents: list[Consent] = strawberry.field(description="All of them, as they are now.")


UpdateConsentsResult = Annotated[
    UpdateConsentsSuccess | NotAllowed | NotSignedIn | InvalidInput, strawberry.union("UpdateConsentsResult")
]


def granted_at_once(wanted: list[ConsentInput]) -> frozenset[tuple[identity.ContactChannel, identity.MarketedProduct]]:
    """What somebody who registers agrees to. Raises InvalidInput when a pair is named twice."""
    for index, each in enumerate(wanted):
        if any((each.channel, each.product) == (other.channel, other.product) for other in wanted[:index]):
            raise Malformed.of(f"consents.{index}", "DUPLICATE")
    return frozenset((each.channel, each.product) for each in wanted if each.granted)


@strawberry.type
class ConsentMutations:
    @mutation
    async def update_consents(self, info: Info, input: UpdateConsentsInput) -> UpdateConsentsResult:
        """Gives or takes back consent to marketing, per channel and product."""
        changes = tuple(WantedConsent(each.channel, each.product, each.granted) for each in input.changes)
        consents = await info.context.dispatch(UpdateConsents(info.context.signed_in(), changes))
        return UpdateConsentsSuccess(consents=[Consent.of(consent) for consent in consents])
