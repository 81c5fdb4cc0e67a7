"""Verify an e-mail change: the code that the new address got makes it the account's."""

from dataclasses import dataclass, field, replace

from domain.identity.access import AccessEvent
from domain.identity.accounts import Accounts
from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk
from domain.identity.email_address import EmailAddress
from domain.identity.email_revert import EmailReverts
from domain.identity.journal import Journal
from domain.identity.ports import Players
from domain.identity.refusals import ChallengeExpired, EmailTaken
from domain.identity.session import Visit
from domain.identity.viewer import Viewer
from domain.shared import Clock, Commit
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class EmailChanged:
    email: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class VerifyEmailChange(Request[EmailChanged]):
    """Anybody else's challenge has expired for this viewer."""

    viewer: Viewer
    challenge: ChallengeId
    code: str = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True)
class VerifyEmailChangeHandler:
    """Raises ChallengeExpired, WrongCode. The address that it was is told, with a code that reverts it."""

    players: Players
    accounts: Accounts
    codes: CodeDesk
    reverts: EmailReverts
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: VerifyEmailChange) -> EmailChanged:
        viewer = message.viewer
        begun = await self.codes.challenges.find(message.challenge, ChallengeKind.EMAIL_CHANGE, self.clock.now())
        if begun is None or begun.player_id != viewer.player_id:
            raise ChallengeExpired
        challenge = await self.codes.answer(message.challenge, ChallengeKind.EMAIL_CHANGE, message.code)
        before = await self.accounts.hold(viewer.player_id)
        email = EmailAddress.parse(challenge.facts["email"])
        now = self.clock.now()
        try:
            await self.players.save(replace(before, email=email, email_verified_at=now))
        except EmailTaken:  # somebody else proved it meanwhile
            raise ChallengeExpired from None
        for kind in (ChallengeKind.EMAIL_CHANGE, ChallengeKind.PASSWORD_RESET, ChallengeKind.LOGIN_CODE):
            await self.codes.challenges.spend_all(viewer.player_id, kind, now)
        await self.reverts.offer(before)
        await self.journal.note(AccessEvent.EMAIL_CHANGED, message.visit, viewer.player_id, viewer.session_id)
        await self.commit()
        return EmailChanged(email.shown)
