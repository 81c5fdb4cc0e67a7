"""Revert an e-mail change: from the old mailbox, by somebody who cannot sign in any more."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain.identity.access import AccessEvent
from domain.identity.accounts import Accounts, SignOut
from domain.identity.challenge import ChallengeKind
from domain.identity.code_desk import CodeDesk
from domain.identity.email_address import EmailAddress
from domain.identity.email_revert import read_revert_code
from domain.identity.journal import Journal
from domain.identity.linked_method import LinkedMethods
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.player import Player
from domain.identity.ports import Players
from domain.identity.refusals import ChallengeExpired, EmailTaken
from domain.identity.session import EndReason, Visit
from domain.shared import Clock, Commit
from domain.shared import Message as Request

_OPEN_WAYS = (
    ChallengeKind.EMAIL_CHANGE,
    ChallengeKind.PASSWORD_RESET,
    ChallengeKind.LOGIN_CODE,
    ChallengeKind.SECOND_FACTOR,
    ChallengeKind.STEP_UP,
    ChallengeKind.PHONE,
)
"""What the other mailbox may have begun, and must not finish."""
_SUSPECT = timedelta(days=1)
"""Ways in that came to the account so shortly before its address changed, or since, go with the change."""


@dataclass(frozen=True, slots=True)
class EmailReverted:
    email: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RevertEmailChange(Request[EmailReverted]):
    """``code`` as the message to the old address had it."""

    code: str = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True)
class RevertEmailChangeHandler:
    """Raises ChallengeExpired, WrongCode.

    The address is back, every session ends, and the account is locked until a second factor or recovery proves its
    owner: the password may be known to whoever changed the address. Reverts that were offered to later addresses are
    void; those of earlier ones stand, so that no change in between takes the first owner's way back.
    """

    players: Players
    accounts: Accounts
    linked: LinkedMethods
    codes: CodeDesk
    sign_out: SignOut
    messenger: Messenger
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: RevertEmailChange) -> EmailReverted:
        id_, digits = read_revert_code(message.code)
        challenge = await self.codes.answer(id_, ChallengeKind.EMAIL_REVERT, digits)
        assert challenge.player_id is not None
        before = await self.accounts.hold(challenge.player_id)
        now = self.clock.now()
        restored = replace(before, email=EmailAddress.parse(challenge.facts["email"]), email_verified_at=now)
        restored = await self._without_ways_in(restored, challenge.created_at - _SUSPECT)
        try:
            await self.players.save(restored)
        except EmailTaken:  # its owner has another account by now
            raise ChallengeExpired from None
        await self.players.set_locked(before.id, now)
        for kind in _OPEN_WAYS:
            await self.codes.challenges.spend_all(before.id, kind, now)
        await self.codes.challenges.spend_all(
            before.id, ChallengeKind.EMAIL_REVERT, now, begun_after=challenge.created_at
        )
        ended = await self.sign_out.end(before.id, EndReason.CREDENTIALS_CHANGED, now)
        await self.journal.note(AccessEvent.EMAIL_CHANGE_REVERTED, message.visit, before.id)
        await self.journal.note(AccessEvent.ACCOUNT_LOCKED, message.visit, before.id)
        for to in (restored.email.shown, before.email.shown):
            await self.messenger.send(
                Message(Channel.EMAIL, to, Template.EMAIL_CHANGE_REVERTED, before.language, player_id=before.id)
            )
        await self.commit()
        self.sign_out.announce(ended)
        return EmailReverted(restored.email.shown)

    async def _without_ways_in(self, player: Player, since: datetime) -> Player:
        """Without what may be the intruder's: linked methods and a phone number. A second factor stays: taking it away
        would open the account to whoever reads the old mailbox alone; its loss has a recovery of its own."""
        for linked in await self.linked.of(player.id):
            if linked.linked_at >= since:
                await self.linked.remove(linked.id)
        if player.phone_verified_at is None or player.phone_verified_at < since:
            return player
        return replace(player, phone=None, phone_verified_at=None)
