"""What readers see of a wallet: its state, and the lines of its history."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from domain.shared import PlayerId, WalletId
from domain.wallet.decision import TransactionKind


@dataclass(frozen=True, slots=True)
class WalletView:
    """A committed state of one wallet, in minor units of ``currency``.

    ``cash_minor`` may be below zero; what a player is shown is ``shown_cash_minor``, and the difference is the deficit.
    """

    id: WalletId
    player_id: PlayerId
    currency: str
    cash_minor: int
    in_play_minor: int
    withdrawal_hold_minor: int
    vault_minor: int
    sequence: int

    @property
    def shown_cash_minor(self) -> int:
        return max(self.cash_minor, 0)

    @property
    def deficit_minor(self) -> int:
        return max(-self.cash_minor, 0)

    @property
    def total_minor(self) -> int:
        """Shown cash + in play + withdrawal hold + vault less the deficit."""
        return self.cash_minor + self.in_play_minor + self.withdrawal_hold_minor + self.vault_minor

    @property
    def withdrawable_minor(self) -> int:
        """What a withdrawal asked now could take; the vault must be emptied into cash first."""
        return self.shown_cash_minor


class TransactionId(NamedTuple):
    wallet_id: WalletId
    sequence: int


@dataclass(frozen=True, slots=True)
class TransactionView:
    """One line of a wallet's history; ``amount_minor`` is signed as the player sees it.

    ``caller`` and ``key`` are whose request it was and the reference they gave it; ``cash_after_minor`` may be below
    zero.
    """

    wallet_id: WalletId
    currency: str
    sequence: int
    kind: TransactionKind
    amount_minor: int
    cash_after_minor: int
    occurred_at: datetime
    caller: str
    key: str
    round_id: UUID | None
    payment_id: UUID | None
    reason: str

    @property
    def balance_after_minor(self) -> int:
        """The cash that the player was shown after it."""
        return max(self.cash_after_minor, 0)
