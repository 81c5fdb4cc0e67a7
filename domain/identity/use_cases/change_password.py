"""Change the password, or set the first one; every other session ends."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.identity.access import AccessEvent
from domain.identity.accounts import Accounts, SignOut
from domain.identity.challenge import ChallengeKind, Challenges
from domain.identity.guards import CommonPasswords
from domain.identity.journal import Journal
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.password import new_password
from domain.identity.ports import Passwords, Players, Sessions
from domain.identity.session import EndReason, Visit
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.viewer import Viewer
from domain.shared import Clock, Commit, Handler, InvalidInput, NotSignedIn
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class PasswordChanged:
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class ChangePassword(Request[PasswordChanged]):
    viewer: Viewer
    new_password: str = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True)
class ChangePasswordHandler:
    """Raises InvalidInput, StepUpRequired, NotSignedIn, TryAgainLater. Needs fresh proof (GLI-19 2.5.2(e))."""

    proof: Handler[RequireFreshProof, None]
    players: Players
    accounts: Accounts
    sessions: Sessions
    challenges: Challenges
    passwords: Passwords
    common: CommonPasswords
    sign_out: SignOut
    messenger: Messenger
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: ChangePassword) -> PasswordChanged:
        password, viewer = new_password(message.new_password, "new_password"), message.viewer
        await self.proof(RequireFreshProof(viewer))
        about = (await self.players.get((viewer.player_id,)))[viewer.player_id]
        await self.commit()  # lets go of the connection while the hash is worked out
        if await self.common.holds(password, (about.email.shown, about.username or "")):
            raise InvalidInput.of("new_password", "TOO_COMMON")
        hashed = await self.passwords.hash(password)
        player = await self.accounts.hold(viewer.player_id)
        session, now = await self.sessions.lock(viewer.session_id), self.clock.now()
        if session is None or not session.alive(now):  # ended while the hash was worked out
            raise NotSignedIn
        await self.players.replace_password(player.id, hashed, now)
        await self.challenges.spend_all(player.id, ChallengeKind.PASSWORD_RESET, now)
        ended = await self.sign_out.end(player.id, EndReason.CREDENTIALS_CHANGED, now, spare=viewer.session_id)
        await self.journal.note(AccessEvent.PASSWORD_CHANGED, message.visit, player.id, viewer.session_id)
        await self.messenger.send(
            Message(Channel.EMAIL, player.email.shown, Template.PASSWORD_CHANGED, player.language, player_id=player.id)
        )
        await self.commit()
        self.sign_out.announce(ended)
        return PasswordChanged(now)
