"""Positions: everything that a decision may look at, read under the player's lock."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import TypeVar
from uuid import UUID

from domain.shared import PlayerId, WalletId, closed_because, closed_until
from domain.wallet.command import Facet
from domain.wallet.refusals import GateClosed

F = TypeVar("F", bound=Facet)


@dataclass(frozen=True, slots=True)
class PlayerGate:
    """What identity, KYC and responsible gaming project for the lane: why a player may not do something, in clear.

    Each block is ``<gate>:<REASON>``, for instance ``bet:SELF_EXCLUDED``; no block means every gate is open.
    One with an end, ``bet:TIME_OUT@2026-12-01T00:00:00Z``, counts only before it; one with a beginning from then on.
    """

    player_id: PlayerId
    blocks: tuple[str, ...] = ()
    jurisdiction: str = "GLI"
    """The profile whose rules hold for this player: a key of ``domain.jurisdiction.PROFILES``."""
    profile_version: int = 1

    def reasons(self, gate: str, now: datetime) -> tuple[str, ...]:
        return closed_because(gate, self.blocks, now)

    def refusal(self, gate: str, now: datetime) -> GateClosed | None:
        """None: the gate is open."""
        reasons = self.reasons(gate, now)
        return GateClosed(gate, reasons, closed_until(gate, self.blocks, now)) if reasons else None


@dataclass(slots=True)
class WalletState:
    """A wallet's balances in minor units. Working state of one batch: only the lane changes it, by applying decisions.

    ``cash`` may be below zero: that is the deficit a rolled back win or a chargeback left, repaid by later credits.
    """

    wallet_id: WalletId
    currency: str
    cash: int
    in_play: int
    withdrawal_hold: int
    vault: int
    sequence: int
    staked: int = 0
    """All stakes ever placed, less those taken back."""
    won: int = 0
    """All wins ever, less those taken back. Sessions in play are counted by these two."""
    last_bet_at: datetime | None = None

    @property
    def playable(self) -> int:
        """What stakes and withdrawals may take, and what a player is shown as cash."""
        return self.cash if self.cash > 0 else 0

    @property
    def deficit(self) -> int:
        return -self.cash if self.cash < 0 else 0


class SettlementState(IntEnum):
    SETTLED = 1
    ROLLED_BACK = 2
    TOMBSTONE = 3
    """Rolled back before it was ever seen."""


@dataclass(slots=True)
class Settled:
    """What became of an earlier command of the same caller: the stored result of one idempotency key."""

    caller: str
    key: str
    player_id: PlayerId
    state: SettlementState
    meaning: bytes
    reply: object
    """The stored domain result, or None for a tombstone."""
    amount_minor: int
    """What the command moved; what its rollback must move back."""
    round_id: UUID | None


class Position:
    """One player's state as one command sees it."""

    __slots__ = ("_facets", "_settled", "_wallets", "gate", "wallet")

    def __init__(
        self,
        gate: PlayerGate,
        wallet: WalletState,
        facets: Mapping[tuple[type[Facet], Hashable], Facet],
        settled: Mapping[tuple[str, str], Settled],
        wallets: Mapping[str, WalletState] | None = None,
    ) -> None:
        """``wallets``: all of the player's by currency; None: this one only."""
        self.gate = gate
        self.wallet = wallet
        self._facets = facets
        self._settled = settled
        self._wallets = wallets

    def facet(self, kind: type[F], key: Hashable) -> F | None:
        found = self._facets.get((kind, key))
        return found if isinstance(found, kind) else None

    def wallets(self) -> Collection[WalletState]:
        """All wallets of the player."""
        return (self.wallet,) if self._wallets is None else self._wallets.values()

    def settled(self, caller: str, key: str) -> Settled | None:
        return self._settled.get((caller, key))
