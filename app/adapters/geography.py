"""Countries of addresses, from a database in MaxMind's format (https://maxmind.github.io/MaxMind-DB/, version 2.0)."""

import re
from pathlib import Path
from typing import Protocol

import maxminddb

_COUNTRY = re.compile("[A-Z]{2}", re.ASCII)


class UnusableGeography(Exception):
    """The file that ``CROUPIER_GEOIP_DATABASE`` names cannot be read as such a database."""


class Countries(Protocol):
    def country_of(self, ip: str) -> str | None: ...

    def close(self) -> None: ...


class NoGeography:
    """Without a database nothing is known."""

    def country_of(self, ip: str) -> str | None:
        del ip
        return None

    def close(self) -> None:
        pass


class MaxMindGeography:
    """``country.iso_code`` of the address's record, as country, city and enterprise databases have it.

    Raises UnusableGeography. The file is mapped into memory once; a newer one counts from the next start.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._reader = maxminddb.open_database(path)
        except (OSError, maxminddb.InvalidDatabaseError) as error:
            raise UnusableGeography(f"CROUPIER_GEOIP_DATABASE: {path} is not readable as an mmdb file") from error

    def country_of(self, ip: str) -> str | None:
        try:
            record = self._reader.get(ip.removeprefix("::ffff:"))  # IPv4, as sockets of both families name it
        except (ValueError, maxminddb.InvalidDatabaseError):  # no address, or one of IPv6 in a table of IPv4 alone
            return None
        country = record.get("country") if isinstance(record, dict) else None
        code = country.get("iso_code") if isinstance(country, dict) else None
        return code if isinstance(code, str) and _COUNTRY.fullmatch(code) else None

    def close(self) -> None:
        self._reader.close()


def open_geography(path: Path | None) -> Countries:
    """Raises UnusableGeography."""
    return NoGeography() if path is None else MaxMindGeography(path)
