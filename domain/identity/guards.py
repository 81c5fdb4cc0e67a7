"""Guards: what stands before a new account or a new password."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from domain.identity.session import Visit


class BotCheckKind(Enum):
    NONE = "NONE"
    """Nothing is asked."""
    PROOF_OF_WORK = "PROOF_OF_WORK"
    """The client's own processor works for a moment; nobody else is asked, and nobody is followed."""
    TURNSTILE = "TURNSTILE"
    HCAPTCHA = "HCAPTCHA"


@dataclass(frozen=True, slots=True)
class BotCheckOffer:
    """``challenge`` is what a proof of work is made of (JSON), ``site_key`` what another company's widget asks for."""

    kind: BotCheckKind
    site_key: str | None = None
    challenge: str | None = None
    expires_at: datetime | None = None


class BotCheck(Protocol):
    """What somebody unknown shows before we do anything costly for them."""

    def offer(self, now: datetime) -> BotCheckOffer: ...

    async def require(self, answer: str | None, visit: Visit, now: datetime) -> None:
        """An answer is good once. Raises BotCheckFailed, or TryAgainLater while the company that judges is away."""
        ...


class CommonPasswords(Protocol):
    async def holds(self, password: str, about: Collection[str] = ()) -> bool:
        """Whether attackers try this one early: a common one, one known from a breach, or little else than one of
        the texts ``about`` the person that they would look at first (the e-mail address, the name)."""
        ...
