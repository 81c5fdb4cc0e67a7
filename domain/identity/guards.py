"""Guards: what stands before a new account or a new password."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from domain.identity.session import Visit


class BotCheck(Protocol):
    async def require(self, answer: str | None, visit: Visit, now: datetime) -> None:
        """Raises BotCheckFailed; an answer is good once."""
        ...


class CommonPasswords(Protocol):
    async def holds(self, password: str, about: Collection[str] = ()) -> bool:
        """Whether attackers try this one early: a common one, one known from a breach, or what ``about`` gives away."""
        ...
