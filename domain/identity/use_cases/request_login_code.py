"""Request a login code: a message with six digits that open a session, without any password."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk, Recipient
from domain.identity.email_address import EmailAddress
from domain.identity.linked_method import SignInMethod
from domain.identity.messages import Channel, Template
from domain.identity.offered import require_offered
from domain.identity.phone_number import phone_number
from domain.identity.places import Places
from domain.identity.player import Player
from domain.identity.ports import Players
from domain.identity.session import Visit
from domain.jurisdiction import SignInRules
from domain.shared import Commit, InvalidInput, PlayerId
from domain.shared import Message as Request

NOBODY = PlayerId(UUID(int=0))
"""Asked about where there is no player, so that the work is the same."""


@dataclass(frozen=True, slots=True)
class LoginCodeSent:
    """The same for an address that nobody has: then no code fits."""

    challenge: ChallengeId
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RequestLoginCode(Request[LoginCodeSent]):
    """One of ``email`` and ``phone``."""

    email: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True)
class RequestLoginCodeHandler:
    """Raises InvalidInput, NotAllowed (METHOD_NOT_OFFERED), TooManyAttempts."""

    rules: SignInRules
    players: Players
    places: Places
    codes: CodeDesk
    commit: Commit

    async def __call__(self, message: RequestLoginCode) -> LoginCodeSent:
        if (message.email is None) == (message.phone is None):
            raise InvalidInput.of("email", "ONE_OF_EMAIL_AND_PHONE")
        method = SignInMethod.EMAIL_CODE if message.phone is None else SignInMethod.SMS_CODE
        require_offered(method, self.rules)
        email = None if message.email is None else EmailAddress.parse(message.email)
        phone = None if message.phone is None else phone_number(message.phone)
        if email is not None:
            asked = Recipient(Channel.EMAIL, email.normalised)
        else:
            assert phone is not None
            asked = Recipient(Channel.SMS, phone)
        player = await self._find(email, phone)
        known = await self.places.knows_device(player.id if player else NOBODY, message.visit.device)
        await self.codes.pay_for_a_code(asked, message.visit, known=known)
        challenge = await self.codes.begin(
            ChallengeKind.LOGIN_CODE, player.id if player else None, {"method": method.value}
        )
        if player is None:
            await self.codes.pretend(challenge, asked, Template.SIGN_IN_CODE)
        else:
            to = asked.to if email is None else player.email.shown
            await self.codes.send(challenge, Recipient(asked.channel, to, player.language), Template.SIGN_IN_CODE)
        await self.commit()
        return LoginCodeSent(challenge.id, challenge.expires_at)

    async def _find(self, email: EmailAddress | None, phone: str | None) -> Player | None:
        if email is not None:
            return await self.players.by_email(email)
        return None if phone is None else await self.players.by_phone(phone)
