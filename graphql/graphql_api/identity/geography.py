"""Countries of addresses, for resolvers."""

from typing import Protocol

from domain.identity import Geography, SignedIn, Viewer
from graphql_api.core import Context, CountryCode, Info, Port

GEOGRAPHY: Port[Geography] = Port("geography")


class PlaceWatch(Protocol):
    """Is told where a session is, and closes what may not be done from there."""

    async def seen(self, viewer: Viewer, ip: str, /) -> None: ...


PLACE_WATCH: Port[PlaceWatch | None] = Port("place watch")
"""None where nothing is known of any place."""


async def seen_here(context: Context, signed_in: SignedIn) -> None:
    """For what opens a session or keeps it going, and comes with no access token."""
    watch = context.port(PLACE_WATCH)
    if watch is not None:
        session = signed_in.session
        await watch.seen(Viewer(session.player_id, session.id), context.request.ip)


def country_of(info: Info, ip: str) -> CountryCode | None:
    found = info.context.port(GEOGRAPHY).country_of(ip) if ip else None
    return None if found is None else CountryCode(found)
