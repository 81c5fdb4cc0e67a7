"""The wallet's part of ``Player``."""

from datetime import datetime

import strawberry

from domain.wallet import ListTransactions
from domain.wallet import TransactionFilter as DomainTransactionFilter
from domain.wallet import TransactionKind as DomainTransactionKind
from graphql_api.core import Connection, Info, page_request
from graphql_api.core import query as reading
from graphql_api.identity.player_fields import PlayerFields
from graphql_api.wallet.loaders import WalletsOfPlayer
from graphql_api.wallet.transaction import Transaction
from graphql_api.wallet.wallet import Wallet


@strawberry.input
class TransactionFilter:
    currency: str | None = strawberry.field(
        default=None, description="Which wallet's history; by default that of the wallet opened first."
    )
    kinds: list[DomainTransactionKind] | None = strawberry.field(
        default=None, description="Only these; all when left out or empty."
    )
    since: datetime | None = strawberry.field(default=None, description="This instant or later.")
    until: datetime | None = strawberry.field(default=None, description="Earlier than this instant.")

    def read(self) -> DomainTransactionFilter:
        return DomainTransactionFilter(tuple(self.kinds or ()), self.since, self.until)


@strawberry.type
class WalletPlayerFields(PlayerFields):
    @reading(list)
    async def wallets(self, info: Info) -> list[Wallet]:
        """In the order in which they were opened."""
        return [Wallet.of(view) for view in await info.context.loader(WalletsOfPlayer).load(self.player_id)]

    @reading()
    async def wallet(self, info: Info, currency: str) -> Wallet | None:
        """Null when the player has none in this currency."""
        views = await info.context.loader(WalletsOfPlayer).load(self.player_id)
        return next((Wallet.of(view) for view in views if view.currency == currency), None)

    @reading(Connection[Transaction].empty)
    async def transactions(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
        filter: TransactionFilter | None = None,
    ) -> Connection[Transaction]:
        """One wallet's history, newest first."""
        request = page_request(first, after, last, before)
        if request is None:
            return Connection.empty()
        wanted = filter or TransactionFilter()
        page = await info.context.dispatch(ListTransactions(self.player_id, wanted.currency, wanted.read(), request))
        return Connection.of(page, request, Transaction.of)
