"""KYC, live."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import strawberry

from domain.kyc import KycFeed
from graphql_api.core import Info, InvalidInput, NotAllowed, NotSignedIn, Port, subscription
from graphql_api.identity.player import Player

KYC_FEED: Port[KycFeed] = Port("kyc_feed")


@strawberry.type
class KycChanged:
    """Something in the player's file differs: a status, a requirement, a check."""

    player: Player


KycEvent = Annotated[
    KycChanged | NotSignedIn | NotAllowed | InvalidInput,
    strawberry.union("KycEvent", description="Members may be added: always select `... on UserError`."),
]


@strawberry.type
class KycSubscriptions:
    @subscription
    async def kyc_changed(self, info: Info) -> AsyncGenerator[KycEvent, None]:
        """The player's KYC: first where it stands, then whenever it differs. Changes may coalesce."""
        viewer = info.context.signed_in(while_locked=True)
        async with aclosing(info.context.port(KYC_FEED).kyc(viewer.player_id)) as events:
            async for _ in events:
                yield KycChanged(player=Player.of(viewer.player_id))
