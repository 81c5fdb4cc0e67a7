"""The base of every context's part of ``Player``."""

import strawberry

from domain.shared import PlayerId


@strawberry.type
class PlayerFields:
    """Derive ``<Context>PlayerFields`` from this in ``graphql_api/<context>/player_fields.py``; see ``player.py``."""

    player_id: strawberry.Private[PlayerId]
