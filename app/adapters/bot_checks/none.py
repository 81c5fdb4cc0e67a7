"""No bot check: for tests, and where the platform registers its own trial players."""

from datetime import datetime

from domain.identity import Visit
from domain.identity.guards import BotCheckKind, BotCheckOffer


class NoBotCheck:
    """Implements BotCheck."""

    def offer(self, now: datetime) -> BotCheckOffer:
        del now
        return BotCheckOffer(BotCheckKind.NONE)

    async def require(self, answer: str | None, visit: Visit, now: datetime) -> None:
        del answer, visit, now
