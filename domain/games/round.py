"""Rounds: one play of one game, from its first stake to its end."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from domain.shared import PlayerId, RoundId, WalletId
from domain.wallet import Facet


class RoundState(IntEnum):
    OPEN = 1
    CLOSED = 2


@dataclass(slots=True)
class RoundFacet(Facet):
    """A round as decisions see it. Amounts in minor units: ``in_play`` is the stake still held, the others are totals.

    Never changed in place; unfrozen only because a frozen class of this size costs three times as much to make.
    """

    round_id: RoundId
    player_id: PlayerId
    provider: str
    reference: str
    """The provider's own id of the round, unique per player and provider."""
    wallet_id: WalletId
    game_code: str
    state: RoundState
    in_play: int
    staked: int
    won: int
    opened_at: datetime
    closed_at: datetime | None
    known: bool = False
    """Whether it was stored before this batch."""

    def key(self) -> Hashable:
        return (self.player_id, self.provider, self.reference)

    def after(
        self, now: datetime, *, in_play: int, staked: int = 0, won: int = 0, closes: bool = False
    ) -> "RoundFacet":
        """The same round after a movement; ``in_play``, ``staked`` and ``won`` are added."""
        closed = closes or self.state is RoundState.CLOSED
        return RoundFacet(
            self.round_id,
            self.player_id,
            self.provider,
            self.reference,
            self.wallet_id,
            self.game_code,
            RoundState.CLOSED if closed else RoundState.OPEN,
            self.in_play + in_play,
            self.staked + staked,
            self.won + won,
            self.opened_at,
            (self.closed_at or now) if closed else None,
            self.known,
        )
