"""The phone desk: a number is an account's only after a code came back from it."""

from dataclasses import dataclass
from datetime import datetime

from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk, Recipient
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.player import Player
from domain.identity.ports import Players
from domain.identity.session import Visit
from domain.shared import Commit, InvalidInput, NotAllowed


@dataclass(frozen=True, slots=True)
class PhoneCodeSent:
    """The same whether or not the number belongs to another account: who owns it reads which in a message."""

    challenge: ChallengeId
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class PhoneDesk:
    players: Players
    codes: CodeDesk
    messenger: Messenger
    commit: Commit
    sends_sms: bool = True
    """Whether this installation can send an SMS at all."""

    async def send_code(self, player: Player, phone: str, visit: Visit, path: str = "phone") -> PhoneCodeSent:
        """``phone`` in E.164 form. Raises InvalidInput naming ``path`` with UNCHANGED, NotAllowed
        (METHOD_NOT_OFFERED: no SMS leaves from here), TooManyAttempts. Commits.
        """
        if not self.sends_sms:
            raise NotAllowed(("METHOD_NOT_OFFERED",))
        if phone == player.phone:
            raise InvalidInput.of(path, "UNCHANGED")
        recipient = Recipient(Channel.SMS, phone, player.language)
        await self.codes.pay_for_a_code(recipient, visit)
        known = await self.players.by_phone(phone)
        challenge = await self.codes.begin(ChallengeKind.PHONE, player.id, {"phone": phone})
        if known is None:
            await self.codes.send(challenge, recipient, Template.CONFIRMATION_CODE)
        else:  # a decoy: no code fits it
            await self.messenger.send(
                Message(Channel.SMS, phone, Template.ALREADY_REGISTERED, known.language, player_id=known.id)
            )
        await self.commit()
        return PhoneCodeSent(challenge.id, challenge.expires_at)
