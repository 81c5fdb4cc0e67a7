"""The rules that a player is under, live, and their word on looser ones."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import strawberry

from domain.identity import AcceptJurisdiction
from graphql_api.core import Info, InvalidInput, NotAllowed, NotSignedIn, field_texts, mutation, subscription
from graphql_api.identity.account_news import ACCOUNT_FEED
from graphql_api.identity.geography import country_of
from graphql_api.identity.jurisdiction import PROFILES, Jurisdiction
from graphql_api.identity.player import Player
from graphql_api.identity.signed_in import visit

field_texts({"NOT_OFFERED": "This is not what is offered now."})


@strawberry.type
class JurisdictionChanged:
    """The rules that hold now."""

    jurisdiction: Jurisdiction


@strawberry.type
class AcceptJurisdictionSuccess:
    """These rules hold from now on."""

    jurisdiction: Jurisdiction
    player: Player


@strawberry.input
class AcceptJurisdictionInput:
    version: int = strawberry.field(description="`Player.jurisdictionOffer.version` as shown and agreed to.")


JurisdictionEvent = Annotated[
    JurisdictionChanged | NotSignedIn | NotAllowed | InvalidInput,
    strawberry.union("JurisdictionEvent", description="Members may be added: always select `... on UserError`."),
]
AcceptJurisdictionResult = Annotated[
    AcceptJurisdictionSuccess | InvalidInput | NotAllowed | NotSignedIn, strawberry.union("AcceptJurisdictionResult")
]


@strawberry.type
class JurisdictionMutations:
    @mutation
    async def accept_jurisdiction(self, info: Info, input: AcceptJurisdictionInput) -> AcceptJurisdictionResult:
        """Agrees to rules that protect less than those of before; stricter ones hold without it."""
        context = info.context
        viewer = context.signed_in()
        profile = await context.dispatch(AcceptJurisdiction(viewer, input.version, visit(context)))
        return AcceptJurisdictionSuccess(jurisdiction=Jurisdiction.of(profile), player=Player.of(viewer.player_id))


@strawberry.type
class JurisdictionSubscriptions:
    @subscription
    async def jurisdiction_changed(self, info: Info) -> AsyncGenerator[JurisdictionEvent, None]:
        """The rules that hold: first the present ones, then whenever they differ. A visitor's are told once."""
        profiles, viewer = info.context.port(PROFILES), info.context.viewer
        if viewer is None:
            visitors = profiles.for_visitor(country_of(info, info.context.request.ip))
            yield JurisdictionChanged(jurisdiction=Jurisdiction.of(visitors))
            return
        async with aclosing(info.context.port(ACCOUNT_FEED).rules(viewer.player_id)) as events:
            async for event in events:
                yield JurisdictionChanged(jurisdiction=Jurisdiction.of(profiles.of(event.code, event.version)))
