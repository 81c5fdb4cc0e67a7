'''``Player``: one GraphQL type, to which every context adds its own fields.

A context writes its part in ``graphql_api/<context>/player_fields.py``::

    @strawberry.type
    class WalletPlayerFields(PlayerFields):              # from graphql_api.identity.player_fields
        @strawberry.field
        async def wallets(self, info: Info) -> list[Wallet]:
            """…"""
            return await info.context.loader(WalletsByPlayer).load(self.player_id)

and is added to the bases of ``Player`` below. A part imports ``player_fields``, never this module, nor any module
that imports this one: types that lead back to the player (``LoginSuccess``) are nobody's part. Fields load lazily
through the operation's loaders, so that ``{ me { id } }`` asks the database nothing.

A ``Player`` is made for its own viewer alone: ``Player.of(viewer.player_id)``.
'''

from uuid import UUID

import strawberry

from domain.shared import PlayerId
from graphql_api.complaints.complaint import ComplaintPlayerFields
from graphql_api.core import Context, Node, global_id, node_loader
from graphql_api.games.player_fields import GamesPlayerFields
from graphql_api.identity.account_fields import AccountPlayerFields
from graphql_api.identity.consents import ConsentPlayerFields
from graphql_api.identity.contact_fields import ContactPlayerFields
from graphql_api.identity.linked_method_fields import LinkedMethodPlayerFields
from graphql_api.identity.record_fields import RecordPlayerFields
from graphql_api.identity.session_fields import SessionPlayerFields
from graphql_api.identity.two_factor_fields import TwoFactorPlayerFields
from graphql_api.kyc.file import KycPlayerFields
from graphql_api.payments.player_fields import PaymentsPlayerFields
from graphql_api.responsible_gaming.exclusion_fields import ExclusionPlayerFields
from graphql_api.responsible_gaming.limit_fields import LimitPlayerFields
from graphql_api.wallet.player_fields import WalletPlayerFields


@strawberry.type
class Player(
    AccountPlayerFields,
    SessionPlayerFields,
    RecordPlayerFields,
    ContactPlayerFields,
    ConsentPlayerFields,
    TwoFactorPlayerFields,
    LinkedMethodPlayerFields,
    WalletPlayerFields,
    GamesPlayerFields,
    PaymentsPlayerFields,
    LimitPlayerFields,
    KycPlayerFields,
    ExclusionPlayerFields,
    ComplaintPlayerFields,
    Node,
):
    """A person who holds an account. Visible to its owner alone."""

    @classmethod
    def of(cls, player_id: PlayerId) -> "Player":
        return cls(id=global_id("Player", player_id), player_id=player_id)


@node_loader("Player")
async def load_player(context: Context, key: str) -> Player | None:
    viewer = context.viewer
    if viewer is None or key != str(viewer.player_id):
        return None
    return Player.of(PlayerId(UUID(key)))
