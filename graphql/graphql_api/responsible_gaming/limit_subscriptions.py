"""Limits, live."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import strawberry

from graphql_api.core import Info, InvalidInput, NotAllowed, NotSignedIn, subscription
from graphql_api.responsible_gaming.limit import Limit
from graphql_api.responsible_gaming.play_events import PLAY_FEED


@strawberry.type
class LimitsChanged:
    """All limits, as they are now."""

    limits: list[Limit]


LimitEvent = Annotated[
    LimitsChanged | NotSignedIn | NotAllowed | InvalidInput,
    strawberry.union("LimitEvent", description="Members may be added: always select `... on UserError`."),
]


@strawberry.type
class LimitSubscriptions:
    @subscription
    async def limit_changed(self, info: Info) -> AsyncGenerator[LimitEvent, None]:
        """`Player.limits`: first as they are, then whenever one is set, loosened or removed, by whomever.

        What is used of them does not show here: `sessionEvents` tells when one comes near.
        """
        viewer = info.context.signed_in(while_locked=True)
        async with aclosing(info.context.port(PLAY_FEED).limits(viewer.player_id)) as events:
            async for event in events:
                yield LimitsChanged(limits=[Limit.of(view) for view in event.limits])
