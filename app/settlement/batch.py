"""A batch's working state: what was loaded, what was decided, what is to be written. No input or output here."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.shared import MAX_MINOR, IdempotencyConflict, Ids, PlayerId, Refusal
from domain.wallet import (
    Account,
    AlreadyRolledBack,
    BalanceTooLarge,
    Command,
    Decision,
    Event,
    Facet,
    PlayerGate,
    Position,
    Procedure,
    Settled,
    SettlementState,
    TransactionKind,
    UnknownPlayer,
    UnknownWallet,
    WalletState,
)


class BrokenDecision(Exception):
    """A decision that does not sum to zero or breaks a floor: a fault of ours, and it moves nothing."""


@dataclass(slots=True)
class Loaded:
    """What the batch's commands may look at, read under the players' locks."""

    gates: dict[UUID, PlayerGate]
    wallets: dict[UUID, dict[str, WalletState]]
    """By player and currency: all of each player's."""
    settled: dict[tuple[str, str], Settled]
    facets: dict[tuple[type[Facet], Hashable], Facet]


TransactionRow = tuple[
    int, int, int, int, int, int, int, int, str, str, UUID | None, UUID | None, str
]  # wallet, sequence, kind, amount, cash, in play, hold, vault (after), caller, key, round, payment, reason
PostingRow = tuple[int, int, int, int, str, int]  # wallet, sequence, line, account, party, amount


@dataclass(slots=True)
class Changes:
    """What the batch will write."""

    wallets: dict[int, WalletState] = field(default_factory=dict)
    transactions: list[TransactionRow] = field(default_factory=list)
    postings: list[PostingRow] = field(default_factory=list)
    settled: dict[tuple[str, str], Settled] = field(default_factory=dict)
    undone: dict[tuple[str, str], SettlementState] = field(default_factory=dict)
    facets: dict[type[Facet], dict[Hashable, Facet]] = field(default_factory=dict)
    gates: dict[PlayerId, PlayerGate] = field(default_factory=dict)
    """Of players for whom something was closed."""
    events: list[Event] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.settled)


class Batch:
    """Decides commands in turn; two commands of one player see each other's effect."""

    __slots__ = ("_ids", "_loaded", "_now", "_procedures", "changes")

    def __init__(self, loaded: Loaded, procedures: Mapping[type[Any], Procedure[Any]], now: datetime, ids: Ids) -> None:
        self._loaded = loaded
        self._procedures = procedures
        self._now = now
        self._ids = ids
        self.changes = Changes()

    def judge(self, command: Command[Any]) -> object:
        """The command's reply, or the Refusal that answers it. Raises only for a fault of ours, changing nothing."""
        loaded = self._loaded
        gate = loaded.gates.get(command.player_id)
        if gate is None:
            return UnknownPlayer()
        before = loaded.settled.get((command.caller, command.key))
        if before is not None:
            return _replay(before, command)
        wallets = loaded.wallets.get(command.player_id, {})
        wallet = wallets.get(command.currency)
        if wallet is None:
            return UnknownWallet()
        position = Position(gate, wallet, loaded.facets, loaded.settled, wallets)
        procedure = self._procedures[type(command)]
        for rule in procedure.rules:
            refusal = rule(position, command, self._now)
            if refusal is not None:
                return refusal
        decision = procedure.decide(position, command, self._now, self._ids)
        if isinstance(decision, Refusal):
            return decision
        # From here on nothing may fail half way: whatever a fault of ours could break is worked out before.
        facets = [(type(facet), facet.key(), facet) for facet in decision.facet_changes]
        if decision.postings:
            refusal = self._post(command, wallet, decision)
            if refusal is not None:
                return refusal
        self._keep(command, decision, facets)
        return decision.reply

    def _post(self, command: Command[Any], wallet: WalletState, decision: Decision[object]) -> Refusal | None:
        """Apply a decision's postings to the wallet, or leave it untouched."""
        cash, in_play, hold, vault = wallet.cash, wallet.in_play, wallet.withdrawal_hold, wallet.vault
        total = 0
        for account, amount, _ in decision.postings:
            total += amount
            if account is Account.CASH:
                cash += amount
            elif account is Account.IN_PLAY:
                in_play += amount
            elif account is Account.WITHDRAWAL_HOLD:
                hold += amount
            elif account is Account.VAULT:
                vault += amount
        if total or in_play < 0 or hold < 0 or vault < 0 or decision.kind is None:
            raise BrokenDecision(type(command).__name__)
        if decision.amount_minor != cash - wallet.cash:
            raise BrokenDecision(type(command).__name__)
        if cash < 0 and cash < wallet.cash and not decision.owed:
            raise BrokenDecision(type(command).__name__)
        if cash > MAX_MINOR or in_play > MAX_MINOR or hold > MAX_MINOR or vault > MAX_MINOR or cash < -MAX_MINOR:
            return BalanceTooLarge()
        wallet.cash, wallet.in_play, wallet.withdrawal_hold, wallet.vault = cash, in_play, hold, vault
        _count_play(wallet, decision.kind, decision.amount_minor, self._now)
        wallet.sequence = sequence = wallet.sequence + 1
        wallet_id = wallet.wallet_id
        changes = self.changes
        changes.wallets[wallet_id] = wallet
        changes.transactions.append(_transaction(command, wallet, decision, decision.kind))
        for line, (account, amount, party) in enumerate(decision.postings):
            changes.postings.append((wallet_id, sequence, line, account, party, amount))
        return None

    def _keep(
        self, command: Command[Any], decision: Decision[object], facets: list[tuple[type[Facet], Hashable, Facet]]
    ) -> None:
        """Remember the reply, the facets, the events, and what was undone."""
        changes, settled = self.changes, self._loaded.settled
        key = (command.caller, command.key)
        settled[key] = changes.settled[key] = Settled(
            command.caller,
            command.key,
            command.player_id,
            SettlementState.SETTLED,
            command.meaning,
            decision.reply,
            decision.amount_minor,
            decision.round_id,
        )
        for kind, facet_key, facet in facets:
            self._loaded.facets[(kind, facet_key)] = facet
            changes.facets.setdefault(kind, {})[facet_key] = facet
        if decision.closes:
            self._close(command.player_id, decision.closes)
        if decision.events:
            changes.events.extend(decision.events)
        if decision.rolls_back is not None:
            self._undo(command, (command.caller, decision.rolls_back))

    def _close(self, player_id: PlayerId, blocks: tuple[str, ...]) -> None:
        gate = self._loaded.gates[player_id]
        closed = replace(gate, blocks=tuple(sorted({*gate.blocks, *blocks})))
        self._loaded.gates[player_id] = self.changes.gates[player_id] = closed

    def _undo(self, command: Command[Any], key: tuple[str, str]) -> None:
        original = self._loaded.settled.get(key)
        if original is None:
            self._loaded.settled[key] = self.changes.settled[key] = Settled(
                *key, command.player_id, SettlementState.TOMBSTONE, b"", None, 0, None
            )
            return
        original.state = SettlementState.ROLLED_BACK
        if key not in self.changes.settled:
            self.changes.undone[key] = original.state


def _count_play(wallet: WalletState, kind: TransactionKind, amount_minor: int, now: datetime) -> None:
    if kind is TransactionKind.BET:
        wallet.staked -= amount_minor
        if wallet.last_bet_at is None or wallet.last_bet_at < now:  # clocks of two processes may differ
            wallet.last_bet_at = now
    elif kind is TransactionKind.WIN or kind is TransactionKind.WIN_ROLLBACK:
        wallet.won += amount_minor
    elif kind is TransactionKind.BET_ROLLBACK:
        wallet.staked -= amount_minor


def _replay(before: Settled, command: Command[Any]) -> object:
    """What a key that was used before is answered: the stored result, or why not."""
    if before.player_id != command.player_id:
        return IdempotencyConflict()
    if before.state is SettlementState.TOMBSTONE:
        return AlreadyRolledBack()
    return before.reply if before.meaning == command.meaning else IdempotencyConflict()


def _transaction(
    command: Command[Any], wallet: WalletState, decision: Decision[object], kind: TransactionKind
) -> TransactionRow:
    return (
        wallet.wallet_id,
        wallet.sequence,
        kind,
        decision.amount_minor,
        wallet.cash,
        wallet.in_play,
        wallet.withdrawal_hold,
        wallet.vault,
        command.caller,
        command.key,
        decision.round_id,
        decision.payment_id,
        decision.reason,
    )
