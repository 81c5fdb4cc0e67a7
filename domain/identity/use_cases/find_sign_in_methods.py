"""Find the linked ways in of some players, set-wise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.identity.linked_method import LinkedMethod, LinkedMethods
from domain.shared import Message, PlayerId


@dataclass(frozen=True, slots=True)
class FindSignInMethods(Message[Mapping[PlayerId, Sequence[LinkedMethod]]]):
    """Oldest first; nothing for a player who has none."""

    ids: tuple[PlayerId, ...]


@dataclass(frozen=True, slots=True)
class FindSignInMethodsHandler:
    linked: LinkedMethods

    async def __call__(self, message: FindSignInMethods) -> Mapping[PlayerId, Sequence[LinkedMethod]]:
        return await self.linked.find(message.ids)
