"""Refresh a session: a refresh token for fresh tokens."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.identity.access import Access, AccessEvent
from domain.identity.key_desk import KeyDesk, SignedIn
from domain.identity.ports import AccessLog, EndedSessions, PlayerGates, Sessions
from domain.identity.session import EndReason, Refreshing, Session, Visit
from domain.identity.tokens import RefreshTokens
from domain.shared import Clock, Commit, Ids, Message, NotAllowed, NotSignedIn, closed_because, closed_until


@dataclass(frozen=True, slots=True)
class RefreshSession(Message[SignedIn]):
    refresh_token: str = field(repr=False)
    visit: Visit


class RefreshSessionHandler:
    """Raises NotSignedIn for anything that is not the family's current token, or a spent one within its grace.

    NotAllowed where the login gate was closed since: whoever may not sign in is out when the access token runs out.
    """

    def __init__(
        self,
        sessions: Sessions,
        gates: PlayerGates,
        ended: EndedSessions,
        access_log: AccessLog,
        refresh: RefreshTokens,
        desk: KeyDesk,
        clock: Clock,
        ids: Ids,
        commit: Commit,
    ) -> None:
        self._sessions = sessions
        self._gates = gates
        self._ended = ended
        self._access_log = access_log
        self._refresh = refresh
        self._desk = desk
        self._clock = clock
        self._ids = ids
        self._commit = commit

    async def __call__(self, message: RefreshSession) -> SignedIn:
        presented = self._refresh.read(message.refresh_token)
        session = await self._sessions.lock(presented.session_id) if presented else None
        if presented is None or session is None:
            raise NotSignedIn
        now = self._clock.now()  # after the lock: the grace counts from the turn before
        worth = session.judge(presented.generation, presented.digest, now, self._desk.rules)
        if worth is Refreshing.WORTHLESS:
            raise NotSignedIn
        reused = worth is Refreshing.REUSED
        if not reused:
            await self._require_open_gate(session, message.visit, now)
        if worth is Refreshing.REPEAT:
            if (again := self._desk.repeat(session, now)) is None:
                raise NotSignedIn
            return again
        seen = session.as_of(now, self._desk.rules)  # a client that only refreshes has nobody before it
        if seen is not session:
            await self._note(AccessEvent.SESSION_LOCKED, session, message.visit, now)
        fresh = self._desk.rotate(seen, now)
        await self._sessions.save(session.ended(EndReason.TOKEN_REUSED, now) if reused else fresh.session)
        event = AccessEvent.TOKEN_REUSED if reused else AccessEvent.REFRESHED
        await self._note(event, session, message.visit, now)
        await self._commit()
        if reused:
            self._ended.announce(session.id)
            raise NotSignedIn
        return fresh

    async def _require_open_gate(self, session: Session, visit: Visit, now: datetime) -> None:
        blocks = (await self._gates.blocks((session.player_id,))).get(session.player_id, ())
        if reasons := closed_because("login", blocks, now):
            await self._note(AccessEvent.SIGN_IN_CLOSED, session, visit, now)
            await self._commit()
            raise NotAllowed(reasons, closed_until("login", blocks, now))

    async def _note(self, event: AccessEvent, session: Session, visit: Visit, now: datetime) -> None:
        await self._access_log.add(Access(self._ids.new(), now, event, visit, session.player_id, session.id))
