"""Geography: which country an address is in."""

from typing import Protocol


class Geography(Protocol):
    def country_of(self, ip: str) -> str | None:
        """ISO 3166-1 alpha-2, by a table in memory; None: not known, as for private addresses and for what is none."""
        ...
