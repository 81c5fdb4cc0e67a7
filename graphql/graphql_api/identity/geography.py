"""Countries of addresses, for resolvers."""

from domain.identity import Geography
from graphql_api.core import CountryCode, Info, Port

GEOGRAPHY: Port[Geography] = Port("geography")


def country_of(info: Info, ip: str) -> CountryCode | None:
    found = info.context.port(GEOGRAPHY).country_of(ip) if ip else None
    return None if found is None else CountryCode(found)
