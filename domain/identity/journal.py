"""The journal: the access log with the time and an id of its own."""

from dataclasses import dataclass

from domain.identity.access import Access, AccessEvent
from domain.identity.ports import AccessLog
from domain.identity.session import Visit
from domain.shared import Clock, Ids, PlayerId, SessionId


@dataclass(frozen=True, slots=True)
class Journal:
    log: AccessLog
    clock: Clock
    ids: Ids

    async def note(
        self,
        event: AccessEvent,
        visit: Visit,
        player_id: PlayerId | None = None,
        session_id: SessionId | None = None,
        detail: str = "",
    ) -> None:
        """Commits with the transaction it is written in."""
        await self.log.add(Access(self.ids.new(), self.clock.now(), event, visit, player_id, session_id, detail))
