"""Linking: one more way in for an account that is there already."""

from dataclasses import dataclass

from domain.identity.access import AccessEvent
from domain.identity.journal import Journal
from domain.identity.linked_method import LinkedMethod, LinkedMethods
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.ports import Players
from domain.identity.session import Visit
from domain.identity.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Linking:
    linked: LinkedMethods
    players: Players
    messenger: Messenger
    journal: Journal

    async def add(self, method: LinkedMethod, viewer: Viewer, visit: Visit) -> None:
        """Its owner hears of it, also who did not do it. Commits with the caller. Raises SignInMethodTaken."""
        await self.linked.add(method)
        player = (await self.players.get((viewer.player_id,)))[viewer.player_id]
        await self.journal.note(AccessEvent.METHOD_LINKED, visit, viewer.player_id, viewer.session_id)
        await self.messenger.send(
            Message(
                Channel.EMAIL,
                player.email.shown,
                Template.SIGN_IN_METHOD_LINKED,
                player.language,
                {"method": method.method.value},
                player.id,
            )
        )
