"""Change the e-mail address: a code goes to the new one."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk, Recipient
from domain.identity.email_address import EmailAddress
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.ports import Players
from domain.identity.session import Visit
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.viewer import Viewer
from domain.shared import Commit, Handler, InvalidInput
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class EmailChangeBegun:
    """The same whether or not the new address has an account: who owns it reads which in a message."""

    challenge: ChallengeId
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ChangeEmail(Request[EmailChangeBegun]):
    viewer: Viewer
    new_email: str = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True)
class ChangeEmailHandler:
    """Raises InvalidInput, StepUpRequired, NotSignedIn, TooManyAttempts. Nothing changes before the code is back."""

    proof: Handler[RequireFreshProof, None]
    players: Players
    codes: CodeDesk
    messenger: Messenger
    commit: Commit

    async def __call__(self, message: ChangeEmail) -> EmailChangeBegun:
        email, viewer = EmailAddress.parse(message.new_email, "new_email"), message.viewer
        await self.proof(RequireFreshProof(viewer))
        player = (await self.players.get((viewer.player_id,)))[viewer.player_id]
        if email.shown == player.email.shown:
            raise InvalidInput.of("new_email", "UNCHANGED")
        recipient = Recipient(Channel.EMAIL, email.shown, player.language)
        await self.codes.pay_for_a_code(recipient, message.visit)
        known = await self.players.by_email(email)
        challenge = await self.codes.begin(ChallengeKind.EMAIL_CHANGE, player.id, {"email": email.shown})
        if known is None or known.id == player.id:
            await self.codes.send(challenge, recipient, Template.CONFIRMATION_CODE)
        else:  # a decoy: no code fits it
            await self.codes.challenges.renew(challenge)  # the same work as above
            await self.messenger.send(
                Message(
                    Channel.EMAIL, known.email.shown, Template.ALREADY_REGISTERED, known.language, player_id=known.id
                )
            )
        await self.commit()
        return EmailChangeBegun(challenge.id, challenge.expires_at)
