"""Two-factor sign-in as part of ``Player``."""

import strawberry

from domain import identity
from domain.identity import FindTwoFactor
from graphql_api.core import Info
from graphql_api.identity import enums as _enums  # noqa: F401 - declares the enum that is used below
from graphql_api.identity.player_fields import PlayerFields


@strawberry.type
class TwoFactor:
    """How this player proves to be there."""

    enabled: bool = strawberry.field(description="Whether signing in takes a second factor.")
    methods: list[identity.ProofMethod] = strawberry.field(description="Those that `stepUp` takes now.")
    recovery_codes_left: int


@strawberry.type
class TwoFactorPlayerFields(PlayerFields):
    @strawberry.field
    async def two_factor(self, info: Info) -> TwoFactor:
        """Whether two-factor sign-in is on, and how many recovery codes are left."""
        found = await info.context.dispatch(FindTwoFactor(self.player_id))
        return TwoFactor(
            enabled=found.enabled_at is not None,
            methods=list(found.methods),
            recovery_codes_left=found.recovery_codes_left,
        )
