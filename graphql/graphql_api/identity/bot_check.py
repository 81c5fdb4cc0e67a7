"""The bot check of a registration."""

from datetime import datetime

import strawberry

from domain.identity import OfferBotCheck
from domain.identity import guards as domain
from graphql_api.core import Info

BotCheckKind = strawberry.enum(
    domain.BotCheckKind, name="BotCheckKind", description="How a client shows to be no robot. Values may be added."
)


@strawberry.type
class BotCheck:
    """What `register` asks for as `botCheck`.

    `NONE`: nothing. `PROOF_OF_WORK`: ALTCHA's protocol, version 2; solve `challenge` and send the payload in base64.
    `TURNSTILE`, `HCAPTCHA`: show the company's widget with `siteKey` (Turnstile: with the action `register`) and send
    its token.
    """

    kind: domain.BotCheckKind
    site_key: str | None = strawberry.field(description="For the widget of another company; null without one.")
    challenge: str | None = strawberry.field(description="JSON, for `PROOF_OF_WORK`; null for every other kind.")
    expires_at: datetime | None = strawberry.field(description="Of the challenge; null without one.")


@strawberry.type
class BotCheckQueries:
    @strawberry.field
    async def bot_check(self, info: Info) -> BotCheck:
        """A fresh bot check. An answer to it is good once."""
        offer = await info.context.dispatch(OfferBotCheck())
        return BotCheck(
            kind=offer.kind, site_key=offer.site_key, challenge=offer.challenge, expires_at=offer.expires_at
        )
