"""Find sessions: by id, or the ones of a player that are open."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.identity.ports import Sessions
from domain.identity.session import Session
from domain.jurisdiction import SessionRules
from domain.shared import Clock, Message, Page, PageRequest, PlayerId, SessionId


@dataclass(frozen=True, slots=True)
class FindSessions(Message[Mapping[SessionId, Session]]):
    """Those of ``ids`` that exist, ended ones too."""

    ids: tuple[SessionId, ...]


@dataclass(frozen=True, slots=True)
class FindOpenSessions(Message[Page[Session]]):
    """Newest first."""

    player_id: PlayerId
    request: PageRequest


@dataclass(frozen=True, slots=True)
class FindSessionsHandler:
    """Sessions as they are now: one that nobody used for too long is locked, noticed or not."""

    sessions: Sessions
    rules: SessionRules
    clock: Clock

    async def __call__(self, message: FindSessions) -> Mapping[SessionId, Session]:
        now, found = self.clock.now(), await self.sessions.get(message.ids)
        return {id_: session.as_of(now, self.rules) for id_, session in found.items()}


@dataclass(frozen=True, slots=True)
class FindOpenSessionsHandler:
    """The same."""

    sessions: Sessions
    rules: SessionRules
    clock: Clock

    async def __call__(self, message: FindOpenSessions) -> Page[Session]:
        now = self.clock.now()
        page = await self.sessions.alive_of(message.player_id, now, message.request)
        return replace(page, rows=tuple(session.as_of(now, self.rules) for session in page.rows))
