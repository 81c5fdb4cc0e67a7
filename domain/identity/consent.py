"""Consents: what a player wants to hear from us besides what every player must be told; none by default.

One consent per channel and product (UK Gambling Commission, LCCP 5.1.12).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol
from uuid import UUID

from domain.shared import PlayerId


class ContactChannel(Enum):
    EMAIL = "EMAIL"
    SMS = "SMS"
    PUSH = "PUSH"
    TELEGRAM = "TELEGRAM"
    PHONE = "PHONE"
    POST = "POST"


class MarketedProduct(Enum):
    CASINO = "CASINO"
    LIVE_CASINO = "LIVE_CASINO"
    HOUSE_GAMES = "HOUSE_GAMES"


Subject = tuple[ContactChannel, MarketedProduct]
"""What one consent is about."""

SUBJECTS: tuple[Subject, ...] = tuple((channel, product) for channel in ContactChannel for product in MarketedProduct)


@dataclass(frozen=True, slots=True)
class Consent:
    """``changed_at`` None: the player has never said anything about it, which is a no."""

    channel: ContactChannel
    product: MarketedProduct
    granted: bool
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ConsentChange:
    """One thing that a player said; kept for good, because a consent must be provable."""

    id: UUID
    player_id: PlayerId
    channel: ContactChannel
    product: MarketedProduct
    granted: bool
    changed_at: datetime


class Consents(Protocol):
    async def add(self, changes: Sequence[ConsentChange]) -> None: ...

    async def of(self, player_id: PlayerId) -> Mapping[Subject, Consent]:
        """What was said last about each subject; nothing about those that were never spoken of."""
        ...


def write_subjects(subjects: Collection[Subject]) -> str:
    """As text that ``read_subjects`` reads."""
    return " ".join(f"{channel.value}:{product.value}" for channel, product in subjects)


def read_subjects(text: str) -> frozenset[Subject]:
    parts = (each.partition(":") for each in text.split())
    return frozenset((ContactChannel(channel), MarketedProduct(product)) for channel, _, product in parts)


def complete(known: Mapping[Subject, Consent]) -> tuple[Consent, ...]:
    """A consent for every subject, in the order of ``SUBJECTS``."""
    return tuple(known.get(subject) or Consent(*subject, granted=False, changed_at=None) for subject in SUBJECTS)


def what_changes(known: Mapping[Subject, Consent], wanted: Mapping[Subject, bool]) -> Iterable[tuple[Subject, bool]]:
    """Of ``wanted``, what is not so already."""
    for subject, granted in wanted.items():
        before = known.get(subject)
        if granted != (before is not None and before.granted):
            yield subject, granted
