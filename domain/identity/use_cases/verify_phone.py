"""Verify a phone number: the code that it got makes it the account's."""

from dataclasses import dataclass, field, replace

from domain.identity.access import AccessEvent
from domain.identity.accounts import Accounts
from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk
from domain.identity.exclusion_watch import ExclusionWatch
from domain.identity.journal import Journal
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.player import Player
from domain.identity.ports import Players
from domain.identity.refusals import ChallengeExpired, PhoneTaken
from domain.identity.session import Visit
from domain.identity.viewer import Viewer
from domain.shared import Clock, Commit
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class PhoneVerified:
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class VerifyPhone(Request[PhoneVerified]):
    """Anybody else's challenge has expired for this viewer."""

    viewer: Viewer
    challenge: ChallengeId
    code: str = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True)
class VerifyPhoneHandler:
    """Raises ChallengeExpired, WrongCode. The number that it was is told, and the e-mail address."""

    players: Players
    accounts: Accounts
    codes: CodeDesk
    messenger: Messenger
    exclusions: ExclusionWatch
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: VerifyPhone) -> PhoneVerified:
        viewer = message.viewer
        begun = await self.codes.challenges.find(message.challenge, ChallengeKind.PHONE, self.clock.now())
        if begun is None or begun.player_id != viewer.player_id:
            raise ChallengeExpired
        challenge = await self.codes.answer(message.challenge, ChallengeKind.PHONE, message.code)
        before, now = await self.accounts.hold(viewer.player_id), self.clock.now()
        after = replace(before, phone=challenge.facts["phone"], phone_verified_at=now)
        try:
            await self.players.save(after)
        except PhoneTaken:  # somebody else proved it meanwhile
            raise ChallengeExpired from None
        for kind in (ChallengeKind.PHONE, ChallengeKind.LOGIN_CODE):
            await self.codes.challenges.spend_all(viewer.player_id, kind, now)
        await self.exclusions.recognise(viewer.player_id)
        await self._tell(before)
        await self.journal.note(AccessEvent.PHONE_CHANGED, message.visit, viewer.player_id, viewer.session_id)
        await self.commit()
        return PhoneVerified(challenge.facts["phone"])

    async def _tell(self, before: Player) -> None:
        places = [(Channel.EMAIL, before.email.shown)]
        if before.phone is not None:
            places.append((Channel.SMS, before.phone))
        for channel, to in places:
            await self.messenger.send(
                Message(channel, to, Template.PHONE_CHANGED, before.language, player_id=before.id)
            )
