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

    sequence: Sequence
    wallet: Wallet

    @classmethod
    def of(cls, event: domain.BalanceSnapshot) -> "BalanceSnapshot":
        return cls(sequence=Sequence(event.sequence), wallet=Wallet.of(event.wallet))


@strawberry.type
class BalanceCause:
    """One transaction that a balance change contains."""

    sequence: Sequence
    kind: DomainTransactionKind
    amount: Money = strawberry.field(description="Signed: below zero where the player paid.")


@strawberry.type
class BalanceChange:
    """One step to the wallet's new state; for a slow client several changes come as one step."""

    previous_sequence: Sequence = strawberry.field(
        description="Where the step begins; something was missed when it is not the last sequence seen."
    )
    sequence: Sequence
    delta: Money = strawberry.field(description="What the step did to `cash` less `deficit`.")
    causes: list[BalanceCause] = strawberry.field(description="In order; of a wide step the newest twenty.")
    wallet: Wallet

    @classmethod
    def of(cls, event: domain.BalanceChange) -> "BalanceChange":
        currency = event.wallet.currency
        return cls(
            previous_sequence=Sequence(event.previous_sequence),
            sequence=Sequence(event.sequence),
            delta=Money.minor(event.delta_minor, currency),
            causes=[
                BalanceCause(
                    sequence=Sequence(cause.sequence), kind=cause.kind, amount=Money.minor(cause.amount_minor, currency)
                )
                for cause in event.causes
            ],
            wallet=Wallet.of(event.wallet),
        )


@strawberry.type
class TransactionAdded:
    sequence: Sequence
    transaction: Transaction

    @classmethod
    def of(cls, event: domain.TransactionAdded) -> "TransactionAdded":
        return cls(sequence=Sequence(event.sequence), transaction=Transaction.of(event.transaction))


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
