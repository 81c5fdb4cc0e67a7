"""Lockout: too many failures close an account's door until a second factor or recovery proves its owner."""

from dataclasses import dataclass

from domain.identity.access import AccessEvent
from domain.identity.journal import Journal
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.ports import Players
from domain.identity.session import Visit
from domain.jurisdiction import SignInRules
from domain.shared import Clock, PlayerId


@dataclass(frozen=True, slots=True)
class Lockout:
    rules: SignInRules
    players: Players
    messenger: Messenger
    journal: Journal
    clock: Clock

    async def note(self, player_id: PlayerId, failures: int, visit: Visit) -> None:
        """``failures`` in the present window, this one included (GLI-19 2.5.3(d)). Commits with the caller."""
        if failures < self.rules.lock_failures or not await self.players.set_locked(player_id, self.clock.now()):
            return
        player = (await self.players.get((player_id,)))[player_id]
        await self.journal.note(AccessEvent.ACCOUNT_LOCKED, visit, player_id)
        await self.messenger.send(
            Message(Channel.EMAIL, player.email.shown, Template.ACCOUNT_LOCKED, player.language, player_id=player_id)
        )
