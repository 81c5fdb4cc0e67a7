"""What every money command should do, in plain arithmetic: no postings, no facets, nothing of the lane's own code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from domain.games import CloseRound, PlaceBet, RollBack, SettleWin
from domain.payments import ConfirmDeposit, HoldWithdrawal, RejectWithdrawal, SettleWithdrawal
from domain.payments.use_cases.approve_withdrawal import ApproveWithdrawal
from domain.payments.use_cases.submit_withdrawal import SubmitWithdrawal
from domain.shared import PlayerId
from domain.wallet import AdjustBalance, Command

Said = tuple[str, Mapping[str, object]]
"""The name of the reply's or refusal's class, and those of its fields that the model knows."""


@dataclass
class Purse:
    cash: int = 0
    in_play: int = 0
    held: int = 0
    sequence: int = 0

    @property
    def playable(self) -> int:
        return max(self.cash, 0)


@dataclass
class Play:
    """A round."""

    currency: str
    held: int = 0
    staked: int = 0
    won: int = 0
    closed: bool = False


@dataclass
class Key:
    player: object
    meaning: bytes
    said: Said
    kind: str = ""
    amount: int = 0
    play: Play | None = None
    undone: bool = False


STEPS: Mapping[type[Any], tuple[str, set[str], set[str]]] = {
    # to which state, from which, and where there is nothing to do
    ApproveWithdrawal: ("APPROVED", {"REQUESTED"}, {"APPROVED", "SUBMITTED", "PAID"}),
    SubmitWithdrawal: ("SUBMITTED", {"APPROVED"}, {"SUBMITTED", "PAID"}),
    SettleWithdrawal: ("PAID", {"SUBMITTED"}, {"PAID"}),
    RejectWithdrawal: ("REJECTED", {"REQUESTED", "APPROVED"}, {"REJECTED"}),
}


@dataclass
class Model:
    purses: dict[tuple[PlayerId, str], Purse] = field(default_factory=dict)
    """By player and currency."""
    plays: dict[tuple[object, str], Play] = field(default_factory=dict)
    keys: dict[tuple[str, str], Key] = field(default_factory=dict)
    deposits: dict[object, tuple[int, str | None]] = field(default_factory=dict)
    """Amount, and the payment that was credited."""
    withdrawals: dict[UUID, tuple[PlayerId, int, str]] = field(default_factory=dict)
    """Whose, amount and state."""

    def tell(self, command: Command[Any]) -> Said:
        """Do what the command asks; what its caller must be told."""
        before = self.keys.get((command.caller, command.key))
        if before is not None:
            if before.player != command.player_id:
                return "IdempotencyConflict", {}
            if before.kind == "tombstone":
                return "AlreadyRolledBack", {}
            return before.said if before.meaning == command.meaning else ("IdempotencyConflict", {})
        kept = Key(command.player_id, command.meaning, ("", {}))
        said = self._do(command, self.purses[command.player_id, command.currency], kept)
        if said[0] in ACCEPTED:
            kept.said = said
            self.keys[command.caller, command.key] = kept
        return said

    def _do(self, command: Command[Any], purse: Purse, kept: Key) -> Said:
        if isinstance(command, PlaceBet):
            return self._bet(command, purse, kept)
        if isinstance(command, SettleWin):
            return self._win(command, purse, kept)
        if isinstance(command, RollBack):
            return self._roll_back(command, purse)
        if isinstance(command, CloseRound):
            return self._close(command, purse)
        if isinstance(command, AdjustBalance):
            return self._adjust(command, purse)
        if isinstance(command, ConfirmDeposit):
            return self._confirm(command, purse)
        if isinstance(command, HoldWithdrawal):
            return self._hold(command, purse)
        return self._step(command, purse)

    def _bet(self, command: PlaceBet, purse: Purse, kept: Key) -> Said:
        if command.currency != "EUR":
            return "WrongCurrency", {}
        play = self.plays.get((command.player_id, command.round_reference), Play(command.currency))
        if purse.playable < command.stake_minor:
            return "InsufficientFunds", {"playable_minor": purse.playable}
        if play.closed:
            return "RoundIsClosed", {}
        if play.currency != command.currency:
            return "WrongCurrency", {}
        self.plays[command.player_id, command.round_reference] = play
        kept.kind, kept.amount, kept.play = "bet", command.stake_minor, play
        purse.cash -= command.stake_minor
        purse.in_play += command.stake_minor
        play.held += command.stake_minor
        play.staked += command.stake_minor
        moved = command.stake_minor > 0
        return self._told("BetPlaced", purse, moved | self._ends(command.closes_round, play, purse))

    def _win(self, command: SettleWin, purse: Purse, kept: Key) -> Said:
        where = command.player_id, command.round_reference
        if command.bet_key is not None:
            bet, play = self.keys.get((command.caller, command.bet_key)), self.plays.get(where)
            if bet is None or play is None:
                return "UnknownBet", {}
            if bet.undone or bet.kind == "tombstone":
                return "AlreadyRolledBack", {}
            if bet.kind != "bet" or bet.play is not play:
                return "UnknownBet", {}
        play = self.plays.setdefault(where, Play(command.currency))
        if play.currency != command.currency:
            return "WrongCurrency", {}
        kept.kind, kept.amount, kept.play = "win", command.win_minor, play
        purse.cash += command.win_minor
        play.won += command.win_minor
        moved = command.win_minor > 0
        return self._told("WinSettled", purse, moved | self._ends(command.closes_round, play, purse))

    def _roll_back(self, command: RollBack, purse: Purse) -> Said:
        original = self.keys.get((command.caller, command.original_key))
        if original is None:
            self.keys[command.caller, command.original_key] = Key(command.player_id, b"", ("", {}), "tombstone")
            return self._told("RolledBack", purse, False)
        if original.player != command.player_id:
            return "NotReversible", {}
        if original.undone or original.kind == "tombstone":
            return self._told("RolledBack", purse, False)
        play = self.plays.get((command.player_id, command.round_reference))
        if play is None or original.play is not play or play.currency != command.currency:
            return "NotReversible", {}
        original.undone = True
        if original.kind == "bet":
            purse.cash += original.amount
            play.staked -= original.amount
            if not play.closed:
                purse.in_play -= original.amount
                play.held -= original.amount
        else:
            purse.cash -= original.amount
            play.won -= original.amount
        moved = original.amount > 0
        return self._told("RolledBack", purse, moved | self._ends(command.closes_round, play, purse))

    def _close(self, command: CloseRound, purse: Purse) -> Said:
        play = self.plays.get((command.player_id, command.round_reference))
        if play is None:
            return "UnknownRound", {}
        if play.currency != command.currency:
            return "WrongCurrency", {}
        return self._told("RoundClosed", purse, self._ends(True, play, purse))

    def _ends(self, ends: bool, play: Play, purse: Purse) -> bool:
        """Whether something was still held."""
        if not ends:
            return False
        lost, play.held, play.closed = play.held, 0, True
        purse.in_play -= lost
        return lost > 0

    def _told(self, name: str, purse: Purse, moved: bool) -> Said:
        purse.sequence += moved
        return name, {"playable_minor": purse.playable, "sequence": purse.sequence}

    def _adjust(self, command: AdjustBalance, purse: Purse) -> Said:
        if command.amount_minor == 0:
            return "InvalidInput", {}
        if command.amount_minor < 0 and purse.playable < -command.amount_minor:
            return "InsufficientFunds", {"playable_minor": purse.playable}
        purse.cash += command.amount_minor
        purse.sequence += 1
        return "BalanceAdjusted", {"sequence": purse.sequence, "cash_minor": purse.cash}

    def _confirm(self, command: ConfirmDeposit, purse: Purse) -> Said:
        amount, paid_by = self.deposits[command.deposit_id]
        if command.paid_minor != amount:
            return "PaymentMismatch", {}
        if paid_by is not None:
            return "PaidTwice", {}
        self.deposits[command.deposit_id] = amount, command.payment_reference
        purse.cash += amount
        purse.sequence += 1
        return "DepositConfirmed", {"credited": True, "sequence": purse.sequence}

    def _hold(self, command: HoldWithdrawal, purse: Purse) -> Said:
        if purse.playable < command.amount_minor:
            return "InsufficientFunds", {"playable_minor": purse.playable}
        self.withdrawals[command.withdrawal_id] = command.player_id, command.amount_minor, "REQUESTED"
        purse.cash -= command.amount_minor
        purse.held += command.amount_minor
        return self._told("WithdrawalHeld", purse, True)

    def _step(self, command: Any, purse: Purse) -> Said:
        if command.withdrawal_id not in self.withdrawals:
            return "UnknownWithdrawal", {}
        owner, amount, state = self.withdrawals[command.withdrawal_id]
        after, starts, done = STEPS[type(command)]
        if state in done:
            return "WithdrawalMoved", {"state": state, "changed": False, "sequence": purse.sequence}
        if state not in starts:
            return "WithdrawalMovedOn", {"state": state}
        self.withdrawals[command.withdrawal_id] = owner, amount, after
        if after in ("PAID", "REJECTED"):
            purse.held -= amount
            purse.sequence += 1
        if after == "REJECTED":
            purse.cash += amount
        return "WithdrawalMoved", {"state": after, "changed": True, "sequence": purse.sequence}


GAMES = ("BetPlaced", "WinSettled", "RolledBack", "RoundClosed")
ACCEPTED = frozenset((*GAMES, "BalanceAdjusted", "DepositConfirmed", "WithdrawalHeld", "WithdrawalMoved"))
