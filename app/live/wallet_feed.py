"""The feed that clients follow: the bus first, then what they missed, then what comes."""

import re
from collections.abc import AsyncGenerator

from app.live.mailbox import BalanceMailbox, TransactionMailbox
from app.live.patience import patiently
from app.live.wallet_news import WalletFollower
from app.live.wallet_wakeups import WalletWakeups
from domain.shared import CURRENCIES, InvalidInput, PlayerId, WalletId
from domain.wallet import (
    MAX_BACKLOG,
    MAX_CAUSES,
    BalanceCause,
    BalanceChange,
    BalanceEvent,
    BalanceSnapshot,
    LedgerReader,
    SnapshotRequired,
    TransactionAdded,
    TransactionEvent,
    TransactionView,
    WalletView,
)

BACKLOG_PAGE = 100

_SEQUENCE = re.compile(r"[0-9]{1,18}", re.ASCII)


class LiveWalletFeed:
    """Implements WalletFeed."""

    def __init__(self, wakeups: WalletWakeups, ledger: LedgerReader, follower: WalletFollower) -> None:
        self._wakeups = wakeups
        self._ledger = ledger
        self._follower = follower

    async def balance(
        self, player_id: PlayerId, currency: str, after: str | None = None
    ) -> AsyncGenerator[BalanceEvent, None]:
        asked = _sequence(after)
        async with self._wakeups.watch(await self._wallet_id(player_id, currency)) as watch:
            base, mailbox = _reached(watch.view, asked), BalanceMailbox()
            watch.attach(mailbox)
            try:
                if asked is None or base.sequence - asked > MAX_BACKLOG:
                    yield BalanceSnapshot(base)
                elif asked < base.sequence:
                    yield await self._missed(base, asked)
                while True:
                    yield await mailbox.take()
            finally:
                watch.detach(mailbox)

    async def transactions(
        self, player_id: PlayerId, currency: str, after: str | None = None
    ) -> AsyncGenerator[TransactionEvent, None]:
        asked = _sequence(after)
        async with self._wakeups.watch(await self._wallet_id(player_id, currency)) as watch:
            base = _reached(watch.view, asked)
            seen = base.sequence if asked is None else asked
            if base.sequence - seen > MAX_BACKLOG:
                yield SnapshotRequired(base.sequence)
                return
            mailbox = TransactionMailbox(base.sequence)
            watch.attach(mailbox)
            try:
                while True:
                    while seen < mailbox.floor:
                        page = await self._backlog(base.id, seen, mailbox.floor, BACKLOG_PAGE)
                        for transaction in page:
                            yield TransactionAdded(transaction)
                        seen = page[-1].sequence
                    added = await mailbox.take(seen)
                    if added is not None:
                        yield added
                        seen = added.sequence
            finally:
                watch.detach(mailbox)

    async def _wallet_id(self, player_id: PlayerId, currency: str) -> WalletId:
        if currency not in CURRENCIES:
            raise InvalidInput.of("currency", "UNKNOWN_CURRENCY")
        wallet = await patiently(lambda: self._ledger.wallet_of(player_id, currency))
        if wallet is None:
            raise InvalidInput.of("currency", "UNKNOWN_WALLET")
        return wallet.id

    async def _missed(self, base: WalletView, asked: int) -> BalanceChange:
        newest = await self._backlog(base.id, max(asked, base.sequence - MAX_CAUSES), base.sequence, MAX_CAUSES)
        cash_minor = await patiently(lambda: self._follower.cash_at(base.id, asked))
        return BalanceChange(
            asked,
            base.cash_minor - cash_minor,
            tuple(BalanceCause(t.sequence, t.kind, t.amount_minor) for t in newest),
            base,
        )

    async def _backlog(self, wallet_id: WalletId, after: int, until: int, limit: int) -> tuple[TransactionView, ...]:
        return await patiently(lambda: self._follower.backlog(wallet_id, after, until, limit))


def _sequence(after: str | None) -> int | None:
    if after is None:
        return None
    if not _SEQUENCE.fullmatch(after):
        raise InvalidInput.of("after", "MALFORMED")
    return int(after)


def _reached(view: WalletView | None, asked: int | None) -> WalletView:
    if view is None:
        raise InvalidInput.of("currency", "UNKNOWN_WALLET")
    if asked is not None and asked > view.sequence:
        raise InvalidInput.of("after", "FROM_THE_FUTURE")
    return view
