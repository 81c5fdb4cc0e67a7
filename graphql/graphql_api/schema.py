"""The whole schema: every context's part of the roots, merged."""

import strawberry
from strawberry.schema.config import StrawberryConfig

from graphql_api.complaints.mutations import ComplaintMutations
from graphql_api.core import SCALARS, NodeQueries
from graphql_api.core.descriptions import describe
from graphql_api.games.mutations import GamesMutations
from graphql_api.games.queries import GamesQueries
from graphql_api.identity.account_news import AccountSubscriptions
from graphql_api.identity.bot_check import BotCheckQueries
from graphql_api.identity.jurisdiction import JurisdictionQueries
from graphql_api.identity.jurisdiction_changes import JurisdictionMutations, JurisdictionSubscriptions
from graphql_api.identity.mutations import IdentityMutations
from graphql_api.identity.openid import OpenIdQueries
from graphql_api.identity.queries import IdentityQueries
from graphql_api.kyc.mutations import KycMutations
from graphql_api.kyc.subscriptions import KycSubscriptions
from graphql_api.payments.mutations import PaymentsMutations
from graphql_api.payments.queries import PaymentsQueries
from graphql_api.responsible_gaming.exclusions import ExclusionMutations
from graphql_api.responsible_gaming.limit_mutations import LimitMutations
from graphql_api.responsible_gaming.limit_subscriptions import LimitSubscriptions
from graphql_api.responsible_gaming.reality_check import RealityCheckMutations
from graphql_api.wallet.subscriptions import WalletSubscriptions


@strawberry.type
class Query(
    IdentityQueries, BotCheckQueries, JurisdictionQueries, OpenIdQueries, GamesQueries, PaymentsQueries, NodeQueries
):
    """Reading. Nothing here changes anything."""


@strawberry.type
class Mutation(
    IdentityMutations,
    JurisdictionMutations,
    GamesMutations,
    PaymentsMutations,
    KycMutations,
    ExclusionMutations,
    LimitMutations,
    RealityCheckMutations,
    ComplaintMutations,
):
    """Changing. Each field stands or falls alone, one after the other."""


@strawberry.type
class Subscription(
    WalletSubscriptions, AccountSubscriptions, JurisdictionSubscriptions, KycSubscriptions, LimitSubscriptions
):
    """What happens, as it happens, over `graphql-transport-ws`."""


def build_schema() -> strawberry.Schema:
    return describe(
        strawberry.Schema(
            query=Query,
            mutation=Mutation,
            subscription=Subscription,
            config=StrawberryConfig(scalar_map=SCALARS, disable_field_suggestions=True),
        )
    )
