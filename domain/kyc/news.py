"""Live news of a file."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Protocol

from domain.shared import PlayerId


@dataclass(frozen=True, slots=True)
class KycChanged:
    """``version`` grows with every change of the file; what it says now is read anew."""

    version: int


class KycFeed(Protocol):
    def kyc(self, player_id: PlayerId) -> AsyncGenerator[KycChanged, None]:
        """First where it stands, then whenever it differs. State: a slow client gets the latest."""
        ...
