"""The devices and networks that players were seen on."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.cipher import BlindIndex
from app.adapters.networks import neighbourhood_of
from domain.shared import PlayerId

_KNOWS_DEVICE = text("select exists (select from devices where player_id = :player_id and digest = :digest)")
_KNOWS_NETWORK = text("select exists (select from networks where player_id = :player_id and network_index = :network)")
_REMEMBER_DEVICE = text("""
    insert into devices (player_id, digest, first_seen_at, last_seen_at) values (:player_id, :digest, :now, :now)
    on conflict (player_id, digest) do update set last_seen_at = excluded.last_seen_at
""")
_REMEMBER_NETWORK = text("""
    insert into networks (player_id, network_index, first_seen_at, last_seen_at)
    values (:player_id, :network, :now, :now)
    on conflict (player_id, network_index) do update set last_seen_at = excluded.last_seen_at
""")


class PostgresPlaces:
    def __init__(self, session: AsyncSession, networks: BlindIndex) -> None:
        self._session = session
        self._networks = networks

    async def knows_device(self, player_id: PlayerId, token: str) -> bool:
        return bool(await self._session.scalar(_KNOWS_DEVICE, {"player_id": player_id, "digest": _digest(token)}))

    async def knows_network(self, player_id: PlayerId, ip: str) -> bool:
        if not ip:
            return True
        return bool(await self._session.scalar(_KNOWS_NETWORK, {"player_id": player_id, "network": self._network(ip)}))

    async def remember(self, player_id: PlayerId, device_token: str, ip: str, now: datetime) -> None:
        if device_token:
            place = {"player_id": player_id, "digest": _digest(device_token), "now": now}
            await self._session.execute(_REMEMBER_DEVICE, place)
        if ip:
            place = {"player_id": player_id, "network": self._network(ip), "now": now}
            await self._session.execute(_REMEMBER_NETWORK, place)

    def _network(self, ip: str) -> bytes:
        return self._networks.of(neighbourhood_of(ip))


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
