"""Login: e-mail and password for a session."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from domain.identity.access import Access, AccessEvent
from domain.identity.email_address import EmailAddress
from domain.identity.gates import closed_because
from domain.identity.key_desk import KeyDesk, SignedIn
from domain.identity.password import readable_password
from domain.identity.player import PasswordOnFile
from domain.identity.ports import AccessLog, Passwords, PlayerGates, Players, Sessions, SignInAttempts, Verdict
from domain.identity.refusals import InvalidCredentials
from domain.identity.session import SessionKind, Visit
from domain.jurisdiction import JurisdictionProfile
from domain.shared import Clock, Commit, Ids, Message, NotAllowed, PlayerId, SessionId, TryAgainLater


@dataclass(frozen=True, slots=True)
class Login(Message[SignedIn]):
    email: str = field(repr=False)
    password: str = field(repr=False)
    visit: Visit


class LoginHandler:
    """Raises InvalidInput, TooManyAttempts, InvalidCredentials, NotAllowed (the login gate is closed), TryAgainLater.

    What is wrong with an account is told only to who knows its password.
    """

    def __init__(
        self,
        profile: JurisdictionProfile,
        players: Players,
        gates: PlayerGates,
        sessions: Sessions,
        attempts: SignInAttempts,
        access_log: AccessLog,
        passwords: Passwords,
        desk: KeyDesk,
        clock: Clock,
        ids: Ids,
        commit: Commit,
    ) -> None:
        self._profile = profile
        self._players = players
        self._gates = gates
        self._sessions = sessions
        self._attempts = attempts
        self._access_log = access_log
        self._passwords = passwords
        self._desk = desk
        self._clock = clock
        self._ids = ids
        self._commit = commit

    async def __call__(self, message: Login) -> SignedIn:
        email, password = EmailAddress.parse(message.email), readable_password(message.password)
        now = self._clock.now()
        await self._attempts.take(email.normalised, message.visit.ip, now, self._profile.sign_in)
        known = await self._players.password_by_email(email)
        await self._commit()  # lets go of the connection while the hash is worked out
        verdict = await self._verify(password, known, email, message.visit)
        if known is None or not verdict.matches:
            await self._log(AccessEvent.SIGN_IN_FAILED, message.visit, now, known.player_id if known else None)
            await self._commit()
            raise InvalidCredentials
        await self._attempts.forgive(email.normalised, message.visit.ip)
        if verdict.outdated:
            with suppress(TryAgainLater):  # it will be outdated at the next sign-in too
                await self._players.replace_password(known.player_id, await self._passwords.hash(password), now)
        return await self._open(known.player_id, message.visit, now)

    async def _open(self, player_id: PlayerId, visit: Visit, now: datetime) -> SignedIn:
        blocks = (await self._gates.blocks((player_id,))).get(player_id, ())
        if reasons := closed_because("login", blocks):
            await self._log(AccessEvent.SIGN_IN_CLOSED, visit, now, player_id)
            await self._commit()
            raise NotAllowed(reasons)
        signed_in = self._desk.open(player_id, SessionKind.PLAYER, visit, now)
        await self._sessions.add(signed_in.session)
        await self._log(AccessEvent.SIGNED_IN, visit, now, player_id, signed_in.session.id)
        await self._commit()
        return signed_in

    async def _verify(self, password: str, known: PasswordOnFile | None, email: EmailAddress, visit: Visit) -> Verdict:
        try:
            return await self._passwords.verify(password, known.hash if known else None)
        except TryAgainLater:  # nothing was guessed
            await self._attempts.forgive(email.normalised, visit.ip)
            await self._commit()
            raise

    async def _log(
        self,
        event: AccessEvent,
        visit: Visit,
        now: datetime,
        player_id: PlayerId | None,
        session_id: SessionId | None = None,
    ) -> None:
        await self._access_log.add(Access(self._ids.new(), now, event, visit, player_id, session_id))
