"""A player leaves a game: its token places no more bets, while wins and rollbacks still arrive."""

from dataclasses import dataclass, replace

from domain.games.launch import GameSession
from domain.games.ports import GameSessions
from domain.games.refusals import UnknownGameSession
from domain.shared import Clock, Commit, GameSessionId, Message, PlayerId


@dataclass(frozen=True, slots=True)
class EndGameSession(Message[GameSession]):
    """Ending what has ended already changes nothing. Refused with UnknownGameSession."""

    player_id: PlayerId
    session_id: GameSessionId


class EndGameSessionHandler:
    def __init__(self, sessions: GameSessions, clock: Clock, commit: Commit) -> None:
        self._sessions = sessions
        self._clock = clock
        self._commit = commit

    async def __call__(self, message: EndGameSession, /) -> GameSession:
        if await self._sessions.lock(message.player_id) is None:
            raise UnknownGameSession
        session = await self._sessions.find(message.player_id, message.session_id)
        if session is None:
            raise UnknownGameSession
        if session.ended_at is not None:
            return session
        now = self._clock.now()
        await self._sessions.end(session.id, now)
        await self._commit()
        return replace(session, ended_at=now)
