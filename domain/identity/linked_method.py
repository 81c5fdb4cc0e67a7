"""Linked methods: ways to sign in that another company or a key stands for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import NewType, Protocol
from uuid import UUID

from domain.shared import PlayerId

LinkedMethodId = NewType("LinkedMethodId", UUID)


class SignInMethod(Enum):
    """Every way in. A profile says which are offered."""

    PASSWORD = "PASSWORD"  # noqa: S105 - a method, not a secret
    EMAIL_CODE = "EMAIL_CODE"
    SMS_CODE = "SMS_CODE"
    TELEGRAM = "TELEGRAM"
    ETHEREUM = "ETHEREUM"
    TON = "TON"
    PASSKEY = "PASSKEY"
    OPENID_CONNECT = "OPENID_CONNECT"


@dataclass(frozen=True, slots=True)
class LinkedMethod:
    """``subject`` is who the other side says it is, unique within the method; for OpenID Connect ``issuer subject``.

    ``label`` is for its owner's eyes: a Telegram name, a wallet's address, a passkey's name. ``public_key`` and
    ``sign_count`` are a passkey's.
    """

    id: LinkedMethodId
    player_id: PlayerId
    method: SignInMethod
    subject: str = field(repr=False)
    label: str = field(repr=False)
    linked_at: datetime
    last_used_at: datetime | None = None
    public_key: bytes | None = field(default=None, repr=False)
    sign_count: int = 0


class LinkedMethods(Protocol):
    async def add(self, linked: LinkedMethod) -> None:
        """Raises SignInMethodTaken; the transaction can go on after it."""
        ...

    async def by_subject(self, method: SignInMethod, subject: str) -> LinkedMethod | None: ...

    async def find(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, Sequence[LinkedMethod]]:
        """To look at: oldest first, nothing held; nothing for a player who has none."""
        ...

    async def of(self, player_id: PlayerId) -> Sequence[LinkedMethod]:
        """Oldest first; held until this transaction ends, so that two removals take turns."""
        ...

    async def used(self, id_: LinkedMethodId, now: datetime, sign_count: int) -> bool:
        """Note a use. False when a passkey's counter did not grow past the stored one (both zero is fine)."""
        ...

    async def remove(self, id_: LinkedMethodId) -> None: ...
