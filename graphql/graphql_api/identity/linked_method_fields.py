"""Linked ways to sign in as part of ``Player``."""

from collections.abc import Sequence
from datetime import datetime

import strawberry
from strawberry.dataloader import DataLoader

from domain import identity
from domain.identity import FindSignInMethods, LinkedMethod
from domain.shared import PlayerId
from graphql_api.core import Context, Info, global_id
from graphql_api.identity.player_fields import PlayerFields


@strawberry.type
class LinkedSignInMethod:
    """A way to sign in that another company or a key stands for."""

    id: strawberry.ID = strawberry.field(description="For `unlinkSignInMethod`.")
    method: identity.SignInMethod
    label: str = strawberry.field(description="A name at Telegram, a wallet's address, a passkey's name.")
    linked_at: datetime
    last_used_at: datetime | None = strawberry.field(description="Null when nobody has signed in with it yet.")

    @classmethod
    def of(cls, linked: LinkedMethod) -> "LinkedSignInMethod":
        return cls(
            id=global_id("LinkedSignInMethod", linked.id),
            method=linked.method,
            label=linked.label,
            linked_at=linked.linked_at,
            last_used_at=linked.last_used_at,
        )


class LinkedMethodsByPlayer(DataLoader[PlayerId, Sequence[LinkedMethod]]):
    def __init__(self, context: Context) -> None:
        async def load(ids: list[PlayerId]) -> list[Sequence[LinkedMethod]]:
            found = await context.dispatch(FindSignInMethods(tuple(ids)))
            return [found.get(player_id, ()) for player_id in ids]

        super().__init__(load)


@strawberry.type
class LinkedMethodPlayerFields(PlayerFields):
    @strawberry.field
    async def sign_in_methods(self, info: Info) -> list[LinkedSignInMethod]:
        """The ways to sign in that were linked to this account, oldest first; a password is none of them."""
        linked = await info.context.loader(LinkedMethodsByPlayer).load(self.player_id)
        return [LinkedSignInMethod.of(each) for each in linked]
