"""Find consents: all of a player's, said and unsaid."""

from dataclasses import dataclass

from domain.identity.consent import Consent, Consents, complete
from domain.shared import Message, PlayerId


@dataclass(frozen=True, slots=True)
class FindConsents(Message[tuple[Consent, ...]]):
    """One for each channel and product."""

    player_id: PlayerId


@dataclass(frozen=True, slots=True)
class FindConsentsHandler:
    consents: Consents

    async def __call__(self, message: FindConsents) -> tuple[Consent, ...]:
        return complete(await self.consents.of(message.player_id))
