"""Resend the code of a registration: another one, for the same application."""

from dataclasses import dataclass
from datetime import datetime

from domain.identity.application import Application
from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk, Recipient
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.ports import Players
from domain.identity.refusals import ChallengeExpired
from domain.identity.session import Visit
from domain.shared import Clock, Commit
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class EmailVerificationResent:
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ResendEmailVerification(Request[EmailVerificationResent]):
    challenge: ChallengeId
    visit: Visit


@dataclass(frozen=True, slots=True)
class ResendEmailVerificationHandler:
    """Raises ChallengeExpired, TooManyAttempts."""

    players: Players
    codes: CodeDesk
    messenger: Messenger
    clock: Clock
    commit: Commit

    async def __call__(self, message: ResendEmailVerification) -> EmailVerificationResent:
        challenge = await self.codes.challenges.find(message.challenge, ChallengeKind.REGISTRATION, self.clock.now())
        if challenge is None:
            raise ChallengeExpired
        application = Application.read(challenge.facts)
        recipient = Recipient(Channel.EMAIL, application.email.shown, application.language)
        await self.codes.pay_for_a_code(recipient, message.visit)
        if await self.players.by_email(application.email) is None:
            await self.codes.send(challenge, recipient, Template.REGISTRATION_CODE)
        else:
            await self.messenger.send(
                Message(Channel.EMAIL, application.email.shown, Template.ALREADY_REGISTERED, application.language)
            )
        await self.commit()
        return EmailVerificationResent(challenge.expires_at)
