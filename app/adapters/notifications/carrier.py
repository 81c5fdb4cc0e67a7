"""Carriers: who takes a letter to its recipient."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from app.adapters.notifications.letters import Letter

CARRY_SECONDS = 20.0
"""The longest that one attempt may take, connecting included."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """``id`` is the same in every attempt; a carrier that can tell repetitions by it may be given it."""

    id: UUID
    to: str = field(repr=False)
    letter: Letter
    language: str
    expires_at: datetime | None


class Undeliverable(Exception):
    """The carrier will never take it: nobody is there, or they want nothing from us."""


class NotTaken(Exception):
    """Not this time; ``args`` say why, without any personal data."""

    def __init__(self, why: str, after_seconds: float = 0.0) -> None:
        super().__init__(why)
        self.after_seconds = after_seconds
        """How long the carrier asks us to wait."""


class Carrier(Protocol):
    keeps: bool
    """Delivered where it lies: the local mailbox, which reads what the queue holds."""

    async def carry(self, parcel: Parcel) -> None:
        """Returns when the carrier has taken it. Raises Undeliverable, NotTaken; TimeoutError and OSError too."""
        ...


class LocalMailbox:
    """In development: nothing leaves."""

    keeps = True

    async def carry(self, parcel: Parcel) -> None:
        """It is there already."""


class NoCarrier:
    """In production, a channel that nobody was hired for."""

    keeps = False

    async def carry(self, parcel: Parcel) -> None:
        del parcel
        raise Undeliverable("no carrier is configured for this channel")
