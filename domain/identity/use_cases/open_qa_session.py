"""Open a QA session: a token for test tools, from the command line, never through the API."""

from dataclasses import dataclass, field
from datetime import timedelta

from domain.identity.access import Access, AccessEvent
from domain.identity.email_address import EmailAddress
from domain.identity.key_desk import KeyDesk
from domain.identity.ports import AccessLog, Players, Sessions
from domain.identity.session import SessionKind, Visit
from domain.identity.tokens import AccessTokens
from domain.shared import Clock, Commit, Ids, InvalidInput, Message

QA_SESSION = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class OpenQaSession(Message[str]):
    """Answered with an access token for two hours, of the player with this e-mail address."""

    email: str = field(repr=False)


class OpenQaSessionHandler:
    """Raises InvalidInput when nobody has this address. Not wired in production."""

    def __init__(
        self,
        players: Players,
        sessions: Sessions,
        access_log: AccessLog,
        desk: KeyDesk,
        access: AccessTokens,
        clock: Clock,
        ids: Ids,
        commit: Commit,
    ) -> None:
        self._players = players
        self._sessions = sessions
        self._access_log = access_log
        self._desk = desk
        self._access = access
        self._clock = clock
        self._ids = ids
        self._commit = commit

    async def __call__(self, message: OpenQaSession) -> str:
        known = await self._players.password_by_email(EmailAddress.parse(message.email))
        if known is None:
            raise InvalidInput.of("email", "UNKNOWN")
        now, visit = self._clock.now(), Visit(user_agent="croupier qa-token")
        session = self._desk.open(known.player_id, SessionKind.QA, visit, now).session
        await self._sessions.add(session)
        await self._access_log.add(
            Access(self._ids.new(), now, AccessEvent.QA_SESSION_OPENED, visit, known.player_id, session.id)
        )
        await self._commit()
        return self._access.sign(session, now, now + QA_SESSION)
