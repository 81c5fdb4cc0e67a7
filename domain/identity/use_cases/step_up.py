"""Step up: fresh proof of who is there, for what a stolen session must not do."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.identity.access import Access, AccessEvent
from domain.identity.password import readable_password
from domain.identity.ports import AccessLog, Passwords, Players, Sessions, SignInAttempts
from domain.identity.refusals import InvalidCredentials
from domain.identity.second_factors import ProofMethod
from domain.identity.session import Visit
from domain.identity.viewer import Viewer
from domain.jurisdiction import JurisdictionProfile
from domain.shared import Clock, Commit, Ids, InvalidInput, Message, NotSignedIn, TryAgainLater


@dataclass(frozen=True, slots=True)
class SteppedUp:
    holds_until: datetime


@dataclass(frozen=True, slots=True)
class StepUp(Message[SteppedUp]):
    viewer: Viewer
    method: ProofMethod
    password: str | None = field(repr=False)
    visit: Visit


class StepUpHandler:
    """Raises InvalidInput, TooManyAttempts, InvalidCredentials, NotSignedIn, TryAgainLater."""

    def __init__(
        self,
        profile: JurisdictionProfile,
        players: Players,
        sessions: Sessions,
        attempts: SignInAttempts,
        access_log: AccessLog,
        passwords: Passwords,
        clock: Clock,
        ids: Ids,
        commit: Commit,
    ) -> None:
        self._profile = profile
        self._players = players
        self._sessions = sessions
        self._attempts = attempts
        self._access_log = access_log
        self._passwords = passwords
        self._clock = clock
        self._ids = ids
        self._commit = commit

    async def __call__(self, message: StepUp) -> SteppedUp:
        if message.password is None:
            raise InvalidInput.of("password", "REQUIRED")
        password, viewer = readable_password(message.password), message.viewer
        subject = f"player {viewer.player_id}"
        await self._attempts.take(subject, self._clock.now(), self._profile.sign_in)
        known = await self._players.password_of(viewer.player_id)
        await self._commit()  # lets go of the connection while the hash is worked out
        try:
            verdict = await self._passwords.verify(password, known.hash if known else None)
        except TryAgainLater:  # nothing was guessed
            await self._attempts.forgive(subject)
            await self._commit()
            raise
        if not verdict.matches:
            await self._log(AccessEvent.STEP_UP_FAILED, message)
            await self._commit()
            raise InvalidCredentials
        await self._attempts.forgive(subject)
        session = await self._sessions.lock(viewer.session_id)
        now = self._clock.now()
        if session is None or not session.alive(now):
            raise NotSignedIn
        await self._sessions.save(session.proved(now))
        await self._log(AccessEvent.STEPPED_UP, message)
        await self._commit()
        return SteppedUp(now + timedelta(seconds=self._profile.session.proof_seconds))

    async def _log(self, event: AccessEvent, message: StepUp) -> None:
        viewer = message.viewer
        await self._access_log.add(
            Access(self._ids.new(), self._clock.now(), event, message.visit, viewer.player_id, viewer.session_id)
        )
