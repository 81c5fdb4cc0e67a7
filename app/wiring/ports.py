"""What resolvers reach besides messages, by typed key (graphql_api.core.Port)."""

from app.platform import Platform
from app.wiring.identity.outside import offered_methods
from graphql_api.core import Ports
from graphql_api.identity.account_news import ACCOUNT_FEED
from graphql_api.identity.cookies import SESSION_COOKIES
from graphql_api.identity.geography import GEOGRAPHY
from graphql_api.identity.jurisdiction import OFFERED_METHODS, PROFILES
from graphql_api.kyc.subscriptions import KYC_FEED
from graphql_api.wallet.ports import WALLET_FEED


def wire_ports(platform: Platform) -> Ports:
    return {
        OFFERED_METHODS: tuple(method.value for method in offered_methods(platform)),
        PROFILES: platform.profiles,
        SESSION_COOKIES: platform.identity.cookies,
        GEOGRAPHY: platform.identity.geography,
        WALLET_FEED: platform.live.feed,
        ACCOUNT_FEED: platform.live.accounts,
        KYC_FEED: platform.live.kyc,
    }
