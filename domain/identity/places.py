"""Places: the devices and networks that a player was seen on."""

from datetime import datetime
from typing import Protocol

from domain.shared import PlayerId


class Places(Protocol):
    """A device is known by the token we gave it, a network by its address (IPv4: /24, IPv6: /64), both by digest."""

    async def knows_device(self, player_id: PlayerId, token: str) -> bool: ...

    async def knows_network(self, player_id: PlayerId, ip: str) -> bool:
        """True for an empty address: there is nothing to know."""
        ...

    async def remember(self, player_id: PlayerId, device_token: str, ip: str, now: datetime) -> None: ...
