"""What guards registration, without asking anybody."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from domain.identity import BotCheckFailed, Visit
from domain.identity.guards import BotCheckKind, BotCheckOffer


@dataclass
class SomeCommonPasswords:
    known: set[str] = field(default_factory=lambda: {"password1"})

    async def holds(self, password: str, about: Collection[str] = ()) -> bool:
        return password in self.known or password in about


@dataclass
class OpenDoor:
    """Lets everybody in, or, once ``closed``, nobody."""

    closed: bool = False

    def offer(self, now: datetime) -> BotCheckOffer:
        del now
        return BotCheckOffer(BotCheckKind.NONE)

    async def require(self, answer: str | None, visit: Visit, now: datetime) -> None:
        del answer, visit, now
        if self.closed:
            raise BotCheckFailed
