"""The code desk: begins challenges, sends their codes, and judges what comes back."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from domain.identity.challenge import Challenge, ChallengeId, ChallengeKind, Challenges, Codes
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.ports import Throttle
from domain.identity.refusals import ChallengeExpired, WrongCode
from domain.identity.session import Visit
from domain.jurisdiction import CodeRules
from domain.shared import Clock, Commit, PlayerId, Random


@dataclass(frozen=True, slots=True)
class Recipient:
    channel: Channel
    to: str = field(repr=False)
    language: str = "en"


@dataclass(frozen=True, slots=True)
class CodeDesk:
    challenges: Challenges
    codes: Codes
    messenger: Messenger
    throttle: Throttle
    rules: CodeRules
    random: Random
    clock: Clock
    commit: Commit

    async def begin(
        self, kind: ChallengeKind, player_id: PlayerId | None, facts: Mapping[str, str], *, seconds: int | None = None
    ) -> Challenge:
        """A challenge without a code yet. Commits with the caller."""
        now = self.clock.now()
        challenge = Challenge(
            id=ChallengeId(UUID(bytes=self.random.token(16), version=4)),
            kind=kind,
            player_id=player_id,
            facts=facts,
            code_digest=None,
            attempts_left=self.rules.attempts,
            created_at=now,
            expires_at=now + timedelta(seconds=seconds or self.rules.seconds),
        )
        await self.challenges.add(challenge)
        return challenge

    async def pay_for_a_code(self, recipient: Recipient, visit: Visit, *, known: bool = False) -> None:
        """Raises TooManyAttempts. The same whether or not anybody has this address.

        ``known``: for who has proved something already, or comes on a device of the account. They have a bucket of
        their own, so that strangers who ask for codes in somebody's name do not keep the owner from having one.
        """
        await self.throttle.take("codes per address", visit.ip, self.rules.per_address)
        same = unicodedata.normalize("NFKC", recipient.to).casefold()  # one mailbox, however it is written
        asker = "known" if known else "anybody"
        await self.throttle.take(f"codes per {recipient.channel.value} {asker}", same, self.rules.per_recipient)

    async def send(self, challenge: Challenge, recipient: Recipient, template: Template) -> Challenge:
        """A fresh code in the place of any before it; attempts are not given back."""
        code, digest = self.codes.new(challenge.id)
        renewed = replace(challenge, code_digest=digest)
        await self.challenges.renew(renewed)
        await self.messenger.send(
            Message(
                recipient.channel,
                recipient.to,
                template,
                recipient.language,
                {"code": code},
                challenge.player_id,
                challenge.expires_at,
            )
        )
        return renewed

    async def pretend(self, challenge: Challenge, recipient: Recipient, template: Template) -> None:
        """The work of ``send`` for an address that nobody has: no code fits, and the message never leaves."""
        self.codes.new(challenge.id)
        await self.challenges.renew(challenge)
        expired = self.clock.now()
        await self.messenger.send(
            Message(recipient.channel, recipient.to, template, recipient.language, {"code": ""}, None, expired)
        )

    async def answer(self, id_: ChallengeId, kind: ChallengeKind, code: str) -> Challenge:
        """The challenge, now spent: commit it together with what the code was for. Raises as ``judge``."""
        challenge = await self.judge(id_, kind, code)
        if not await self.challenges.spend(id_, self.clock.now()):
            raise ChallengeExpired
        return challenge

    async def judge(self, id_: ChallengeId, kind: ChallengeKind, code: str) -> Challenge:
        """The challenge whose code this is, still to be spent.

        Raises ChallengeExpired, WrongCode; an attempt stays taken whatever happens next.
        """
        challenge = await self.challenges.attempt(id_, kind, self.clock.now())
        await self.commit()
        if challenge is None:
            raise ChallengeExpired
        if not self.codes.matches(challenge, code):
            raise WrongCode(challenge.attempts_left)
        return challenge
