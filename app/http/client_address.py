"""Whom a request comes from, past the proxies that are trusted."""

from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network


class ClientAddresses:
    """``X-Forwarded-For`` is read from the right, over trusted addresses; the first other one is the client's."""

    def __init__(self, trusted: tuple[str, ...]) -> None:
        self._trusted: tuple[Network, ...] = tuple(ip_network(each, strict=False) for each in trusted)
        self._is_trusted = lru_cache(maxsize=1024)(self._judge)

    def of(self, peer: str, forwarded_for: str | None) -> str:
        if forwarded_for is None or not self._trusted or not self._is_trusted(peer):
            return peer
        client = peer
        for part in reversed(forwarded_for.split(",")):
            address = _read(part.strip())
            if address is None:
                return client
            client = str(address)
            if not self._is_trusted(client):
                return client
        return client

    def _judge(self, text: str) -> bool:
        address = _read(text)
        return address is not None and any(address in network for network in self._trusted)


def _read(text: str) -> IPv4Address | IPv6Address | None:
    """A server that listens on IPv6 sees an IPv4 client as ::ffff:…, which is the same client."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
