"""Find sessions: by id, or the ones of a player that are open."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.identity.ports import Sessions
from domain.identity.session import Session
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


class FindSessionsHandler:
    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def __call__(self, message: FindSessions) -> Mapping[SessionId, Session]:
        return await self._sessions.get(message.ids)


class FindOpenSessionsHandler:
    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock

    async def __call__(self, message: FindOpenSessions) -> Page[Session]:
        return await self._sessions.alive_of(message.player_id, self._clock.now(), message.request)
