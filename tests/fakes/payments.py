"""Payments' ports in memory; the suites in tests/ports hold them to what PostgreSQL does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from domain.payments import (
    CardForm,
    Deposit,
    DepositFacet,
    DueWithdrawal,
    NoticeConflict,
    OpenedPayment,
    ReceivedNotice,
    Withdrawal,
    WithdrawalFacet,
    WithdrawalState,
)
from domain.shared import CURRENCIES, DepositId, Money, Page, PageRequest, PlayerId, WithdrawalId
from domain.wallet import PlayerGate
from tests.fakes.settlement import MemorySettlement

T = TypeVar("T")
Facts = Mapping[str, str | int | bool | None]


@dataclass
class MemoryDeposits:
    """What decisions change is read from the settlement's facets."""

    settlement: MemorySettlement
    rows: dict[DepositId, Deposit] = field(default_factory=dict)

    async def add(self, deposit: Deposit) -> Deposit:
        stands = await self.under_key(deposit.player_id, deposit.idempotency_key)
        if stands is not None:
            return stands
        self.rows[deposit.deposit_id] = deposit
        self.settlement.put(
            DepositFacet(
                deposit.deposit_id,
                deposit.player_id,
                deposit.provider,
                deposit.amount.minor,
                deposit.amount.currency.code,
                deposit.state,
                deposit.reason,
                deposit.ended_at,
                None,
            )
        )
        return deposit

    async def under_key(self, player_id: PlayerId, idempotency_key: str) -> Deposit | None:
        for row in self.rows.values():
            if (row.player_id, row.idempotency_key) == (player_id, idempotency_key):
                return await self.get(row.deposit_id)
        return None

    async def get(self, deposit_id: DepositId) -> Deposit | None:
        row = self.rows.get(deposit_id)
        facet = self.settlement.facet(DepositFacet, deposit_id)
        if row is None or facet is None:
            return None
        return replace(row, state=facet.state, reason=facet.reason, ended_at=facet.ended_at)

    async def own(self, player_id: PlayerId, ids: Sequence[DepositId]) -> Mapping[DepositId, Deposit]:
        found = {deposit_id: await self.get(deposit_id) for deposit_id in ids}
        return {key: row for key, row in found.items() if row is not None and row.player_id == player_id}

    async def opened(self, deposit_id: DepositId, payment: OpenedPayment) -> None:
        row = self.rows[deposit_id]
        if row.payment_reference is None:
            self.rows[deposit_id] = replace(row, payment_reference=payment.reference, action=payment.action)

    async def of_player(self, player_id: PlayerId, page: PageRequest) -> Page[Deposit]:
        mine = {row.deposit_id: row for row in self.rows.values() if row.player_id == player_id}
        return _page(await self.own(player_id, list(mine)), page)


@dataclass
class MemoryWithdrawals:
    """The settlement's facets, and what only the worker writes: payout, attempts, when to try next."""

    settlement: MemorySettlement
    payouts: dict[WithdrawalId, str] = field(default_factory=dict)
    attempts: dict[WithdrawalId, int] = field(default_factory=dict)
    attempt_at: dict[WithdrawalId, datetime | None] = field(default_factory=dict)

    async def get(self, withdrawal_id: WithdrawalId) -> Withdrawal | None:
        facet = self.settlement.facet(WithdrawalFacet, withdrawal_id)
        return None if facet is None else self._withdrawal(facet)

    async def own(self, player_id: PlayerId, ids: Sequence[WithdrawalId]) -> Mapping[WithdrawalId, Withdrawal]:
        found = {withdrawal_id: await self.get(withdrawal_id) for withdrawal_id in ids}
        return {key: row for key, row in found.items() if row is not None and row.player_id == player_id}

    async def of_player(self, player_id: PlayerId, page: PageRequest) -> Page[Withdrawal]:
        every = [facet.withdrawal_id for facet in self.settlement.facets(WithdrawalFacet)]
        return _page(await self.own(player_id, every), page)

    async def claim_due(self, now: datetime, lease_until: datetime, limit: int) -> list[DueWithdrawal]:
        waiting = [facet for facet in self.settlement.facets(WithdrawalFacet) if facet.ended_at is None]
        due = [(at, facet) for facet in waiting if (at := self._attempt_at(facet)) is not None and at <= now]
        claimed = [facet for _, facet in sorted(due, key=lambda pair: pair[0])[:limit]]
        for facet in claimed:
            self._set_attempt(facet.withdrawal_id, lease_until)
            self.attempts[facet.withdrawal_id] = self.attempts.get(facet.withdrawal_id, 0) + 1
        return [DueWithdrawal(self._withdrawal(facet), self.attempts[facet.withdrawal_id]) for facet in claimed]

    async def try_again(self, withdrawal_id: WithdrawalId, at: datetime | None) -> None:
        self._set_attempt(withdrawal_id, at)

    async def submitted(self, withdrawal_id: WithdrawalId, payout_reference: str) -> None:
        self.payouts[withdrawal_id] = payout_reference
        self._set_attempt(withdrawal_id, None)

    def _set_attempt(self, withdrawal_id: WithdrawalId, at: datetime | None) -> None:
        self.attempt_at[withdrawal_id] = at
        facet = self.settlement.facet(WithdrawalFacet, withdrawal_id)
        assert facet is not None
        self.settlement.put(replace(facet, worker_tries=at is not None))

    def _attempt_at(self, facet: WithdrawalFacet) -> datetime | None:
        return self.attempt_at.get(facet.withdrawal_id, facet.requested_at)

    def _withdrawal(self, facet: WithdrawalFacet) -> Withdrawal:
        return Withdrawal(
            facet.withdrawal_id,
            facet.player_id,
            facet.idempotency_key,
            facet.method,
            facet.provider,
            Money(facet.amount_minor, CURRENCIES[facet.currency]),
            facet.state,
            facet.reason,
            self.payouts.get(facet.withdrawal_id),
            self._attempt_at(facet) is not None and facet.state < WithdrawalState.PAID,
            facet.requested_at,
            facet.ended_at,
        )


@dataclass
class MemoryNotices:
    digests: dict[tuple[str, str], bytes] = field(default_factory=dict)
    outcomes: dict[tuple[str, str], str] = field(default_factory=dict)

    async def record(self, notice: ReceivedNotice) -> None:
        key = (notice.provider, notice.notice_id)
        if self.digests.setdefault(key, notice.digest) != notice.digest:
            raise NoticeConflict

    async def close(self, provider: str, notice_id: str, outcome: str) -> None:
        key = (provider, notice_id)
        if outcome != "NOTHING_TO_DO" or key not in self.outcomes:
            self.outcomes[key] = outcome


@dataclass
class MemoryStaffCases:
    cases: dict[tuple[str, str], Facts] = field(default_factory=dict)

    async def open(self, kind: str, subject: str, facts: Facts, now: datetime) -> None:
        self.cases.setdefault((kind, subject), facts)


@dataclass
class MemoryMoney:
    """A player's wallets and gates."""

    opened: set[tuple[PlayerId, str]] = field(default_factory=set)
    closed: dict[str, tuple[str, ...]] = field(default_factory=dict)

    async def open(self, player_id: PlayerId, currency: str) -> None:
        self.opened.add((player_id, currency))

    async def of(self, player_id: PlayerId) -> PlayerGate:
        blocks = (f"{gate}:{reason}" for gate, reasons in self.closed.items() for reason in reasons)
        return PlayerGate(player_id, tuple(blocks))

    async def glance(self, player_id: PlayerId) -> PlayerGate:
        return await self.of(player_id)


@dataclass
class ScriptedProvider:
    """Answers as told: each of ``faults`` is raised once, first; then orders are taken, each once."""

    faults: list[Exception] = field(default_factory=list)
    orders: list[UUID] = field(default_factory=list)

    async def open_payment(self, deposit: Deposit) -> OpenedPayment:
        reference = self._take(deposit.deposit_id)
        return OpenedPayment(reference, CardForm(f"https://psp.example/{reference}"))

    async def pay_out(self, withdrawal: Withdrawal) -> str:
        return self._take(withdrawal.withdrawal_id)

    def _take(self, order: UUID) -> str:
        if self.faults:
            raise self.faults.pop(0)
        if order not in self.orders:
            self.orders.append(order)
        return f"order_{order.int}"


def _page(rows: Mapping[DepositId, T] | Mapping[WithdrawalId, T], page: PageRequest) -> Page[T]:
    by_key: dict[UUID, T] = {key: row for key, row in rows.items()}  # noqa: C416 - the keys' types differ
    keys = sorted(by_key, reverse=not page.backward)
    if page.cursor is not None:
        try:
            here = UUID(page.cursor)
        except ValueError:
            return Page((), (), more=False)
        keys = [key for key in keys if (key > here if page.backward else key < here)]
    shown = keys[: page.size]
    if page.backward:
        shown.reverse()
    return Page(tuple(by_key[key] for key in shown), tuple(map(str, shown)), more=len(keys) > page.size)
