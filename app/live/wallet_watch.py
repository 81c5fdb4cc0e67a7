"""One followed wallet in this process: what is known of it, shared by all who follow it."""

from app.live.mailbox import BalanceMailbox, TransactionMailbox
from app.live.wallet_news import WalletNews
from app.live.watch import Watch
from domain.shared import WalletId
from domain.wallet import MAX_CAUSES, BalanceCause, BalanceChange, TransactionAdded, WalletView


class WalletWatch(Watch[WalletId, WalletNews]):
    """News are read once and made into events once, whatever the number of mailboxes.

    A mailbox gets everything after the ``view`` of the moment in which it was attached.
    """

    def __init__(self, wallet_id: WalletId) -> None:
        super().__init__(wallet_id)
        self.view: WalletView | None = None
        self._balances: set[BalanceMailbox] = set()
        self._transactions: set[TransactionMailbox] = set()

    @property
    def sequence(self) -> int | None:
        return None if self.view is None else self.view.sequence

    def attach(self, mailbox: BalanceMailbox | TransactionMailbox) -> None:
        if isinstance(mailbox, BalanceMailbox):
            self._balances.add(mailbox)
        else:
            self._transactions.add(mailbox)

    def detach(self, mailbox: BalanceMailbox | TransactionMailbox) -> None:
        if isinstance(mailbox, BalanceMailbox):
            self._balances.discard(mailbox)
        else:
            self._transactions.discard(mailbox)

    def tell(self, news: WalletNews) -> None:
        before, now = self.view, news.wallet
        if before is not None and now.sequence <= before.sequence:
            return
        self.view = now
        if before is None:
            return
        if self._balances:
            causes = tuple(BalanceCause(t.sequence, t.kind, t.amount_minor) for t in news.transactions[-MAX_CAUSES:])
            change = BalanceChange(before.sequence, now.cash_minor - before.cash_minor, causes, now)
            for balances in self._balances:
                balances.put(change)
        if self._transactions:
            added = tuple(TransactionAdded(transaction) for transaction in news.transactions)
            for transactions in self._transactions:
                transactions.put(added, now.sequence)
