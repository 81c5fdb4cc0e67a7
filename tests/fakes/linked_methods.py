"""Linked methods in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.identity import LinkedMethod, LinkedMethodId, SignInMethod, SignInMethodTaken
from domain.shared import PlayerId


@dataclass
class MemoryLinkedMethods:
    linked: dict[LinkedMethodId, LinkedMethod] = field(default_factory=dict)

    async def add(self, linked: LinkedMethod) -> None:
        if await self.by_subject(linked.method, linked.subject) is not None:
            raise SignInMethodTaken
        self.linked[linked.id] = linked

    async def by_subject(self, method: SignInMethod, subject: str) -> LinkedMethod | None:
        return next((each for each in self.linked.values() if (each.method, each.subject) == (method, subject)), None)

    async def find(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, Sequence[LinkedMethod]]:
        return {player_id: found for player_id in ids if (found := await self.of(player_id))}

    async def of(self, player_id: PlayerId) -> Sequence[LinkedMethod]:
        return sorted((each for each in self.linked.values() if each.player_id == player_id), key=lambda each: each.id)

    async def used(self, id_: LinkedMethodId, now: datetime, sign_count: int) -> bool:
        linked = self.linked[id_]
        if sign_count <= linked.sign_count and (sign_count or linked.sign_count):
            return False
        self.linked[id_] = replace(linked, last_used_at=now, sign_count=sign_count)
        return True

    async def remove(self, id_: LinkedMethodId) -> None:
        self.linked.pop(id_, None)


@dataclass
class MemorySpentProofs:
    spent: dict[bytes, datetime] = field(default_factory=dict)

    async def spend(self, proof: bytes, expires_at: datetime, now: datetime) -> bool:
        if proof in self.spent and self.spent[proof] > now:
            return False
        self.spent[proof] = expires_at
        return True
