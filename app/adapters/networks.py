"""Internet addresses as people hold them: what counts as one customer, and as one neighbourhood."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network


def customer_of(text: str) -> str:
    """One IPv4 address, or the /64 of IPv6 that a customer holds as a whole; what is no address stays as it is."""
    return _within(text, ipv4_bits=32)


def neighbourhood_of(text: str) -> str:
    """What a provider gives to one neighbourhood: /24 of IPv4, /64 of IPv6; what is no address stays as it is."""
    return _within(text, ipv4_bits=24)


def _within(text: str, ipv4_bits: int) -> str:
    try:
        parsed = ip_address(text)
    except ValueError:
        return text
    address: IPv4Address | IPv6Address = getattr(parsed, "ipv4_mapped", None) or parsed  # ::ffff:… is all of IPv4
    if address.version == 4 and ipv4_bits == 32:
        return str(address)
    return str(ip_network((int(address), ipv4_bits if address.version == 4 else 64), strict=False))
