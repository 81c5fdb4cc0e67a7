"""A small writer of MaxMind's database format, version 2.0: enough of it for tables of places and of networks.

A search tree of 24-bit records over the bits of the address (IPv6; IPv4 lies under ::/96), 16 zero bytes, the data
section, then the metadata behind its marker.
"""

from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from struct import pack
from typing import Any

MARKER = b"\xab\xcd\xefMaxMind.com"
_EMPTY = -1
UINT16, UINT32, UINT64 = 5, 6, 9
TEXT, DOUBLE, MAP, ARRAY, BOOLEAN = 2, 3, 7, 11, 14


def write_countries(path: Path, countries: Mapping[str, str]) -> Path:
    """``{"203.0.113.0/24": "DE"}``."""
    return write_records(path, {network: {"country": {"iso_code": code}} for network, code in countries.items()})


def write_records(path: Path, records_of: Mapping[str, Mapping[str, Any]]) -> Path:
    """``{"203.0.113.0/24": {"location": {"latitude": 52.5, "longitude": 13.4}}}``."""
    data, places = bytearray(), {}
    for written in map(encoded, records_of.values()):
        if written not in places:
            places[written] = len(data)
            data += written
    tree: list[list[int]] = [[_EMPTY, _EMPTY]]
    leaves: dict[tuple[int, int], int] = {}
    for network, fields in records_of.items():
        bits = bits_of(ip_network(network))
        node = 0
        for bit in bits[:-1]:
            if tree[node][bit] == _EMPTY:
                tree.append([_EMPTY, _EMPTY])
                tree[node][bit] = len(tree) - 1
            node = tree[node][bit]
        leaves[(node, bits[-1])] = places[encoded(fields)]
    count = len(tree)
    records = bytearray()
    for number, node_records in enumerate(tree):
        for bit, record in enumerate(node_records):
            if (number, bit) in leaves:
                record = count + 16 + leaves[(number, bit)]
            elif record == _EMPTY:
                record = count
            records += record.to_bytes(3, "big")
    metadata = {
        "binary_format_major_version": (UINT16, 2),
        "binary_format_minor_version": (UINT16, 0),
        "build_epoch": (UINT64, 1_760_000_000),
        "database_type": "Croupier-Test-Country",
        "description": {"en": "Countries of the tests"},
        "ip_version": (UINT16, 6),
        "languages": ["en"],
        "node_count": (UINT32, count),
        "record_size": (UINT16, 24),
    }
    path.write_bytes(bytes(records) + 16 * b"\0" + bytes(data) + MARKER + encoded(metadata))
    return path


def bits_of(network: IPv4Network | IPv6Network) -> list[int]:
    """The path to the network in a tree over 128 bits."""
    above = 96 if network.version == 4 else 0
    length = above + network.prefixlen
    return [int(network.network_address) >> (127 - place) & 1 for place in range(length)]


def encoded(value: Any) -> bytes:
    """Texts, maps, arrays, truths, fractions, and numbers as ``(type, number)``."""
    if isinstance(value, bool):
        return _control(BOOLEAN, int(value))
    if isinstance(value, float):
        return _control(DOUBLE, 8) + pack(">d", value)
    if isinstance(value, str):
        text = value.encode()
        return _control(TEXT, len(text)) + text
    if isinstance(value, tuple):
        kind, number = value
        given: bytes = number.to_bytes((number.bit_length() + 7) // 8, "big")
        return _control(kind, len(given)) + given
    if isinstance(value, dict):
        return _control(MAP, len(value)) + b"".join(encoded(key) + encoded(item) for key, item in value.items())
    return _control(ARRAY, len(value)) + b"".join(encoded(item) for item in value)


def _control(kind: int, size: int) -> bytes:
    """Sizes below 29 fit into the control byte; kinds above 7 are extended by a byte of their own."""
    assert size < 29
    return bytes([kind << 5 | size]) if kind <= 7 else bytes([size, kind - 7])
