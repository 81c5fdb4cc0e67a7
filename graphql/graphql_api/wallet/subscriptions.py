"""A wallet, live."""

from collections.abc import AsyncGenerator
from contextlib import aclosing

import strawberry

from domain import wallet as domain
from graphql_api.core import Info, Sequence, subscription
from graphql_api.wallet.events import (
    BalanceChange,
    BalanceEvent,
    BalanceSnapshot,
    SnapshotRequired,
    TransactionAdded,
    TransactionEvent,
)
from graphql_api.wallet.ports import WALLET_FEED


@strawberry.type
class WalletSubscriptions:
    @subscription
    async def balance_changed(
        self, info: Info, currency: str, after: str | None = None
    ) -> AsyncGenerator[BalanceEvent, None]:
        """The wallet's state: a snapshot, then changes, which may coalesce.

        With `after`, the last sequence seen, one change covers what was missed, unless that is too much.
        """
        viewer = info.context.signed_in(while_locked=True)
        feed = info.context.port(WALLET_FEED)
        async with aclosing(feed.balance(viewer.player_id, currency, after)) as events:
            async for event in events:
                if isinstance(event, domain.BalanceSnapshot):
                    yield BalanceSnapshot(origin=event)
                else:
                    yield BalanceChange(origin=event)

    @subscription
    async def transaction_added(
        self, info: Info, currency: str, after: str | None = None
    ) -> AsyncGenerator[TransactionEvent, None]:
        """The wallet's history as it is written: every sequence exactly once, in order, from `after` or from now."""
        viewer = info.context.signed_in(while_locked=True)
        feed = info.context.port(WALLET_FEED)
        async with aclosing(feed.transactions(viewer.player_id, currency, after)) as events:
            async for event in events:
                if isinstance(event, domain.TransactionAdded):
                    yield TransactionAdded(origin=event)
                else:
                    yield SnapshotRequired(sequence=Sequence(event.sequence))
