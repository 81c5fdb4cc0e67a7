"""The parts of EIP-4361's grammar that other standards define: RFC 3986 (URI, authority) and RFC 3339 (times)."""

import re
from datetime import datetime
from ipaddress import AddressValueError, IPv6Address

_PCT = r"%[0-9A-Fa-f]{2}"
_UNRESERVED_AND_SUB = r"A-Za-z0-9\-._~!$&'()*+,;="
_PCHAR = rf"(?:[{_UNRESERVED_AND_SUB}:@]|{_PCT})"
_USERINFO = rf"(?:[{_UNRESERVED_AND_SUB}:]|{_PCT})*"
_REG_NAME = rf"(?:[{_UNRESERVED_AND_SUB}]|{_PCT})*"
_IP_LITERAL = rf"\[(?:[0-9A-Fa-f:.]+|v[0-9A-Fa-f]+\.[{_UNRESERVED_AND_SUB}:]+)\]"
_SCHEME = r"[A-Za-z][A-Za-z0-9+\-.]*"
_PATH = rf"(?:/{_PCHAR}*)*"

_AUTHORITY = re.compile(rf"(?:{_USERINFO}@)?(?P<host>{_IP_LITERAL}|{_REG_NAME})(?::[0-9]*)?")
_URI = re.compile(
    rf"{_SCHEME}:(?://(?P<authority>[^/?#]*){_PATH}|/(?:{_PCHAR}+{_PATH})?|{_PCHAR}+{_PATH}|)"
    rf"(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?"
)
_TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?P<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.(?P<fraction>[0-9]+))?"
    r"(?P<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})"
)


def is_scheme(text: str) -> bool:
    return re.fullmatch(_SCHEME, text) is not None


def is_authority(text: str) -> bool:
    """RFC 3986 3.2; an empty host, which it allows, names nobody."""
    match = _AUTHORITY.fullmatch(text)
    if match is None or not match["host"]:
        return False
    host = match["host"]
    if not host.startswith("[") or host.startswith("[v"):
        return True
    try:
        IPv6Address(host[1:-1])
    except AddressValueError:
        return False
    return True


def is_uri(text: str) -> bool:
    match = _URI.fullmatch(text)
    return match is not None and (not match["authority"] or is_authority(match["authority"]))


def authority_of(uri: str) -> str:
    """Of a well-formed URI; empty when it has none."""
    match = _URI.fullmatch(uri)
    return (match["authority"] or "") if match else ""


def is_request_id(text: str) -> bool:
    return re.fullmatch(rf"{_PCHAR}*", text) is not None


def read_time(text: str) -> datetime | None:
    """RFC 3339 5.6; None for what is no time: 31 February, or a leap second, which no clock here knows."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    microseconds = (match["fraction"] or "")[:6].ljust(6, "0")
    offset = "+00:00" if match["offset"] in "Zz" else match["offset"]
    try:
        return datetime.fromisoformat(f"{match['day']}T{match['time']}.{microseconds}{offset}")
    except ValueError:
        return None
