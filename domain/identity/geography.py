"""Geography: where an address is, by tables in memory."""

from typing import Protocol


class Geography(Protocol):
    def country_of(self, ip: str) -> str | None:
        """ISO 3166-1 alpha-2; None: not known, as for private addresses and for what is none."""
        ...

    def anonymous(self, ip: str) -> bool:
        """Whether it belongs to a VPN, a proxy or a hosting network, so that nobody knows where its user is."""
        ...

    def kilometres(self, here: str, there: str) -> int | None:
        """Between two addresses, along the great circle; None: of one of them it is not known."""
        ...
