"""Reverting an e-mail change: what the old mailbox is told, and what it may answer.

Whoever takes over an account changes its address first. So the old mailbox gets a code that names the challenge and
answers it, ``<challenge>-<six digits>``, good once, signed out, for as long as the profile says.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk
from domain.identity.messages import Channel, Message, Template
from domain.identity.player import Player
from domain.identity.refusals import ChallengeExpired
from domain.jurisdiction import AccountRules

_ID_LENGTH = 32


@dataclass(frozen=True, slots=True)
class EmailReverts:
    codes: CodeDesk
    rules: AccountRules

    async def offer(self, before: Player) -> None:
        """Tells the address that ``before`` had, with a code that brings it back."""
        days = timedelta(days=self.rules.email_revert_days)
        challenge = await self.codes.begin(
            ChallengeKind.EMAIL_REVERT, before.id, {"email": before.email.shown}, seconds=int(days.total_seconds())
        )
        digits, digest = self.codes.codes.new(challenge.id)
        await self.codes.challenges.renew(replace(challenge, code_digest=digest))
        await self.codes.messenger.send(
            Message(
                Channel.EMAIL,
                before.email.shown,
                Template.EMAIL_CHANGED,
                before.language,
                {"code": f"{challenge.id.hex}-{digits}"},
                before.id,
                challenge.expires_at,
            )
        )


def read_revert_code(text: str) -> tuple[ChallengeId, str]:
    """The challenge and its six digits; spaces and hyphens count for nothing. Raises ChallengeExpired."""
    typed = "".join(character for character in text if character not in " \t\r\n-")
    try:
        return ChallengeId(UUID(hex=typed[:_ID_LENGTH])), typed[_ID_LENGTH:]
    except ValueError:
        raise ChallengeExpired from None
