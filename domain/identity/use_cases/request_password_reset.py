"""Request a password reset: a code by e-mail, for whoever reads the mailbox on file."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.identity.access import AccessEvent
from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk, Recipient
from domain.identity.email_address import EmailAddress
from domain.identity.journal import Journal
from domain.identity.messages import Channel, Template
from domain.identity.ports import Players
from domain.identity.session import Visit
from domain.shared import Commit
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class PasswordResetBegun:
    """The same for an address that nobody has: then no code fits."""

    challenge: ChallengeId
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RequestPasswordReset(Request[PasswordResetBegun]):
    email: str = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True)
class RequestPasswordResetHandler:
    """Raises InvalidInput, TooManyAttempts. Earlier codes stay good: strangers who ask too cannot spoil them."""

    players: Players
    codes: CodeDesk
    journal: Journal
    commit: Commit

    async def __call__(self, message: RequestPasswordReset) -> PasswordResetBegun:
        email = EmailAddress.parse(message.email)
        asked = Recipient(Channel.EMAIL, email.normalised)
        await self.codes.pay_for_a_code(asked, message.visit)
        player = await self.players.by_email(email)
        player_id = player.id if player else None
        challenge = await self.codes.begin(ChallengeKind.PASSWORD_RESET, player_id, {"email": email.shown})
        if player is None:
            await self.codes.pretend(challenge, asked, Template.PASSWORD_RESET_CODE)
        else:
            recipient = Recipient(Channel.EMAIL, player.email.shown, player.language)
            await self.codes.send(challenge, recipient, Template.PASSWORD_RESET_CODE)
        await self.journal.note(AccessEvent.PASSWORD_RESET_ASKED, message.visit, player_id)
        await self.commit()
        return PasswordResetBegun(challenge.id, challenge.expires_at)
