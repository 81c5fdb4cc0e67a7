"""Payments' part of ``Player``."""

import strawberry

from domain.payments import ListDeposits, ListWithdrawals
from graphql_api.core import Connection, Info, page_request
from graphql_api.core import query as reading
from graphql_api.identity.player_fields import PlayerFields
from graphql_api.payments.deposit import Deposit
from graphql_api.payments.withdrawal import Withdrawal


@strawberry.type
class PaymentsPlayerFields(PlayerFields):
    @reading(Connection[Deposit].empty)
    async def deposits(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> Connection[Deposit]:
        """Orders to pay in, newest first."""
        request = page_request(first, after, last, before)
        if request is None:
            return Connection.empty()
        return Connection.of(await info.context.dispatch(ListDeposits(self.player_id, request)), request, Deposit.of)

    @reading(Connection[Withdrawal].empty)
    async def withdrawals(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> Connection[Withdrawal]:
        """Orders to be paid out, newest first."""
        request = page_request(first, after, last, before)
        if request is None:
            return Connection.empty()
        return Connection.of(
            await info.context.dispatch(ListWithdrawals(self.player_id, request)), request, Withdrawal.of
        )
