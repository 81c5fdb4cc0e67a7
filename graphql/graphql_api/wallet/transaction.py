"""``Transaction``."""

import re
from datetime import datetime
from typing import Annotated

import strawberry

from domain.games import RoundView
from domain.shared import DepositId, RoundId, WalletId, WithdrawalId
from domain.wallet import TransactionId, TransactionView
from domain.wallet import TransactionKind as DomainTransactionKind
from graphql_api.core import Context, Info, Money, Node, Sequence, global_id, node_loader
from graphql_api.core import query as reading
from graphql_api.games.game import Game, GamesByCode
from graphql_api.games.game_round import GameRound, OwnRounds
from graphql_api.payments.deposit import Deposit, OwnDeposits
from graphql_api.payments.withdrawal import OwnWithdrawals, Withdrawal
from graphql_api.wallet.loaders import OwnTransactions

_KEY = re.compile(r"([1-9][0-9]{0,17})-([1-9][0-9]{0,17})", re.ASCII)

_DESCRIPTIONS = {
    DomainTransactionKind.DEPOSIT: "Deposit",
    DomainTransactionKind.BET: "Stake",
    DomainTransactionKind.WIN: "Win",
    DomainTransactionKind.BET_ROLLBACK: "Stake returned",
    DomainTransactionKind.WIN_ROLLBACK: "Win taken back",
    DomainTransactionKind.ROUND_CLOSED: "Round finished",
    DomainTransactionKind.WITHDRAWAL_REQUESTED: "Withdrawal requested",
    DomainTransactionKind.WITHDRAWAL_PAID: "Withdrawal paid out",
    DomainTransactionKind.WITHDRAWAL_REJECTED: "Withdrawal returned",
    DomainTransactionKind.ADJUSTMENT: "Adjustment",
}

TransactionKind = strawberry.enum(
    DomainTransactionKind, name="TransactionKind", description="What a transaction was for. Values may be added."
)

Payment = Annotated[Deposit | Withdrawal, strawberry.union("Payment", description="Members may be added.")]


@strawberry.type
class Transaction(Node):
    """One line of a wallet's history; it never changes."""

    view: strawberry.Private[TransactionView]
    sequence: Sequence = strawberry.field(description="Its place in the wallet's history, which has no holes.")
    kind: DomainTransactionKind
    amount: Money = strawberry.field(description="Signed: below zero where the player paid.")
    balance_after: Money = strawberry.field(description="The cash that was shown after it.")
    occurred_at: datetime
    description: str = strawberry.field(description="For a person to read, in English.")
    reference: str = strawberry.field(description="What the one who asked for it calls it; quote it to support.")

    @classmethod
    def of(cls, view: TransactionView) -> "Transaction":
        return cls(
            id=global_id("Transaction", f"{view.wallet_id}-{view.sequence}"),
            view=view,
            sequence=Sequence(view.sequence),
            kind=view.kind,
            amount=Money.minor(view.amount_minor, view.currency),
            balance_after=Money.minor(view.balance_after_minor, view.currency),
            occurred_at=view.occurred_at,
            description=_DESCRIPTIONS[view.kind],
            reference=view.key,
        )

    @reading()
    async def round(self, info: Info) -> GameRound | None:
        """The round that it belongs to; null when it is not of a game."""
        found = await self._round(info.context)
        return None if found is None else GameRound.of(found)

    @reading()
    async def game(self, info: Info) -> Game | None:
        """The game that it belongs to; null when it is not of a game."""
        played = await self._round(info.context)
        if played is None:
            return None
        found = await info.context.loader(GamesByCode).load((played.provider, played.game_code))
        return None if found is None else Game.of(found)

    @reading()
    async def payment(self, info: Info) -> Payment | None:
        """The order to pay in, or to be paid out, that it belongs to; null when there is none."""
        payment_id = self.view.payment_id
        if payment_id is None:
            return None
        if self.view.kind is DomainTransactionKind.DEPOSIT:
            deposit = await info.context.loader(OwnDeposits).load(DepositId(payment_id))
            return None if deposit is None else Deposit.of(deposit)
        withdrawal = await info.context.loader(OwnWithdrawals).load(WithdrawalId(payment_id))
        return None if withdrawal is None else Withdrawal.of(withdrawal)

    async def _round(self, context: Context) -> RoundView | None:
        if self.view.round_id is None:
            return None
        return await context.loader(OwnRounds).load(RoundId(self.view.round_id))


@node_loader("Transaction")
async def load_transaction(context: Context, key: str) -> Transaction | None:
    match = _KEY.fullmatch(key)
    if context.viewer is None or match is None:
        return None
    found = await context.loader(OwnTransactions).load(TransactionId(WalletId(int(match[1])), int(match[2])))
    return None if found is None else Transaction.of(found)
