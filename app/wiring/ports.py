"""What resolvers reach besides messages, by typed key (graphql_api.core.Port)."""

from app.adapters.geography import NoGeography
from app.adapters.session_locations import SessionLocations
from app.platform import Platform
from app.wiring.identity.outside import offered_methods
from domain.identity.location import Locations
from graphql_api.core import Ports
from graphql_api.identity.account_news import ACCOUNT_FEED
from graphql_api.identity.cookies import SESSION_COOKIES
from graphql_api.identity.geography import GEOGRAPHY, PLACE_WATCH
from graphql_api.identity.jurisdiction import OFFERED_METHODS, PROFILES
from graphql_api.kyc.subscriptions import KYC_FEED
from graphql_api.responsible_gaming.play_events import PLAY_FEED
from graphql_api.wallet.ports import WALLET_FEED


def session_locations(platform: Platform) -> SessionLocations | None:
    """None where no database tells anything of any place."""
    geography = platform.identity.geography
    if isinstance(geography, NoGeography):
        return None
    clock, ids, told = platform.clock, platform.ids, platform.live.player_news.tell
    return SessionLocations(platform.pool, clock, ids, Locations(geography), platform.profiles, told)


def wire_ports(platform: Platform) -> Ports:
    return {
        OFFERED_METHODS: tuple(method.value for method in offered_methods(platform)),
        PROFILES: platform.profiles,
        SESSION_COOKIES: platform.identity.cookies,
        GEOGRAPHY: platform.identity.geography,
        PLACE_WATCH: session_locations(platform),
        WALLET_FEED: platform.live.feed,
        ACCOUNT_FEED: platform.live.accounts,
        PLAY_FEED: platform.live.play,
        KYC_FEED: platform.live.kyc,
    }
