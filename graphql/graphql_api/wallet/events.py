"""Events of a wallet's subscriptions."""

from typing import Annotated

import strawberry

from domain import wallet as domain
from domain.wallet import TransactionKind as DomainTransactionKind
from graphql_api.core import InvalidInput, Money, NotAllowed, NotSignedIn, Sequence, field_texts
from graphql_api.wallet.transaction import Transaction
from graphql_api.wallet.wallet import Wallet

field_texts(
    {
        "UNKNOWN_WALLET": "There is no wallet in this currency.",
        "FROM_THE_FUTURE": "The wallet has not reached this sequence.",
    }
)


@strawberry.type
class BalanceSnapshot:
    """Where the wallet stands: the first event, unless `after` was given and can be gone on from."""

    origin: strawberry.Private[domain.BalanceSnapshot]

    @strawberry.field
    def sequence(self) -> Sequence:
        return Sequence(self.origin.sequence)

    @strawberry.field
    def wallet(self) -> Wallet:
        return Wallet.of(self.origin.wallet)


@strawberry.type
class BalanceCause:
    """One transaction that a balance change contains."""

    sequence: Sequence
    kind: DomainTransactionKind
    amount: Money = strawberry.field(description="Signed: below zero where the player paid.")


@strawberry.type
class BalanceChange:
    """One step to the wallet's new state; for a slow client several changes come as one step."""

    origin: strawberry.Private[domain.BalanceChange]

    @strawberry.field
    def previous_sequence(self) -> Sequence:
        """Where the step begins; something was missed when it is not the last sequence seen."""
        return Sequence(self.origin.previous_sequence)

    @strawberry.field
    def sequence(self) -> Sequence:
        return Sequence(self.origin.sequence)

    @strawberry.field
    def delta(self) -> Money:
        """What the step did to `cash` less `deficit`."""
        return Money.minor(self.origin.delta_minor, self.origin.wallet.currency)

    @strawberry.field
    def causes(self) -> list[BalanceCause]:
        """In order; of a wide step the newest twenty."""
        currency = self.origin.wallet.currency
        return [
            BalanceCause(
                sequence=Sequence(cause.sequence), kind=cause.kind, amount=Money.minor(cause.amount_minor, currency)
            )
            for cause in self.origin.causes
        ]

    @strawberry.field
    def wallet(self) -> Wallet:
        return Wallet.of(self.origin.wallet)


@strawberry.type
class TransactionAdded:
    origin: strawberry.Private[domain.TransactionAdded]

    @strawberry.field
    def sequence(self) -> Sequence:
        return Sequence(self.origin.sequence)

    @strawberry.field
    def transaction(self) -> Transaction:
        return Transaction.of(self.origin.transaction)


@strawberry.type
class SnapshotRequired:
    """The last event: too much was missed. Read the history, then subscribe again with `after: sequence`."""

    sequence: Sequence


BalanceEvent = Annotated[
    BalanceSnapshot | BalanceChange | NotSignedIn | NotAllowed | InvalidInput,
    strawberry.union("BalanceEvent", description="Members may be added: always select `... on UserError`."),
]
TransactionEvent = Annotated[
    TransactionAdded | SnapshotRequired | NotSignedIn | NotAllowed | InvalidInput,
    strawberry.union("TransactionEvent", description="Members may be added: always select `... on UserError`."),
]
