"""Ways to pay."""

import strawberry

from domain import payments
from domain.payments import ListPaymentMethods
from graphql_api.core import Info, query
from graphql_api.identity.geography import country_of
from graphql_api.payments.method import PaymentMethod


@strawberry.type
class PaymentsQueries:
    @query(list)
    async def payment_methods(
        self, info: Info, direction: payments.Direction | None = None, currency: str | None = None
    ) -> list[PaymentMethod]:
        """Ways to pay, in one direction and one currency or in all, where the player is at home or the visitor is."""
        viewer = info.context.viewer
        wanted = ListPaymentMethods(
            direction,
            currency,
            None if viewer is None else viewer.player_id,
            country_of(info, info.context.request.ip),
        )
        offered = await info.context.dispatch(wanted)
        return [PaymentMethod.of(method, direction, currency) for method in offered]
