"""Where addresses are, from databases in MaxMind's format (https://maxmind.github.io/MaxMind-DB/, version 2.0)."""

import re
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Protocol

import maxminddb

_COUNTRY = re.compile("[A-Z]{2}", re.ASCII)
_EARTH_KILOMETRES = 6_371.0
_HIDDEN = (
    "is_anonymous",
    "is_anonymous_vpn",
    "is_hosting_provider",
    "is_public_proxy",
    "is_residential_proxy",
    "is_tor_exit_node",
)
"""Fields of MaxMind's Anonymous IP database."""


class UnusableGeography(Exception):
    """A file that the settings name cannot be read as such a database."""


class Countries(Protocol):
    """As ``domain.identity.Geography``."""

    def country_of(self, ip: str) -> str | None: ...

    def anonymous(self, ip: str) -> bool: ...

    def kilometres(self, here: str, there: str) -> int | None: ...

    def close(self) -> None: ...


class NoGeography:
    """Without a database nothing is known."""

    def country_of(self, ip: str) -> str | None:
        del ip
        return None

    def anonymous(self, ip: str) -> bool:
        del ip
        return False

    def kilometres(self, here: str, there: str) -> int | None:
        del here, there
        return None

    def close(self) -> None:
        pass


class MaxMindGeography:
    """``places`` has ``country.iso_code``, as country, city and enterprise databases have it, and ``location`` where it
    is one of cities; ``networks`` is of anonymous ones. Either may be missing.

    Raises UnusableGeography. The files are mapped into memory once; newer ones count from the next start.
    """

    def __init__(self, places: Path | None, networks: Path | None = None) -> None:
        self._places = _open(places, "CROUPIER_GEOIP_DATABASE")
        self._networks = _open(networks, "CROUPIER_ANONYMOUS_IP_DATABASE")

    def country_of(self, ip: str) -> str | None:
        country = _record(self._places, ip).get("country")
        code = country.get("iso_code") if isinstance(country, dict) else None
        return code if isinstance(code, str) and _COUNTRY.fullmatch(code) else None

    def anonymous(self, ip: str) -> bool:
        record = _record(self._networks, ip)
        return any(record.get(field) is True for field in _HIDDEN)

    def kilometres(self, here: str, there: str) -> int | None:
        ends = self._point(here), self._point(there)
        if ends[0] is None or ends[1] is None:
            return None
        (latitude, longitude), (other_latitude, other_longitude) = ends[0], ends[1]
        across = sin((other_latitude - latitude) / 2) ** 2
        along = cos(latitude) * cos(other_latitude) * sin((other_longitude - longitude) / 2) ** 2
        return round(2 * _EARTH_KILOMETRES * asin(min(1.0, sqrt(across + along))))

    def close(self) -> None:
        for reader in (self._places, self._networks):
            if reader is not None:
                reader.close()

    def _point(self, ip: str) -> tuple[float, float] | None:
        """In radians."""
        location = _record(self._places, ip).get("location")
        if not isinstance(location, dict):
            return None
        latitude, longitude = location.get("latitude"), location.get("longitude")
        if not isinstance(latitude, float) or not isinstance(longitude, float):
            return None
        return radians(latitude), radians(longitude)


def open_geography(places: Path | None, networks: Path | None = None) -> Countries:
    """Raises UnusableGeography."""
    return NoGeography() if places is None and networks is None else MaxMindGeography(places, networks)


def _open(path: Path | None, setting: str) -> maxminddb.Reader | None:
    if path is None:
        return None
    try:
        return maxminddb.open_database(path)
    except (OSError, maxminddb.InvalidDatabaseError) as error:
        raise UnusableGeography(f"{setting}: {path} is not readable as an mmdb file") from error


def _record(reader: maxminddb.Reader | None, ip: str) -> dict[str, object]:
    if reader is None:
        return {}
    try:
        record = reader.get(ip.removeprefix("::ffff:"))  # IPv4, as sockets of both families name it
    except (ValueError, maxminddb.InvalidDatabaseError):  # no address, or one of IPv6 in a table of IPv4 alone
        return {}
    return dict(record) if isinstance(record, dict) else {}
