"""The outside desk: who is known by another company's word comes in, and who is not may register with it."""

from dataclasses import dataclass

from domain.identity.challenge import ChallengeKind
from domain.identity.code_desk import CodeDesk
from domain.identity.key_desk import SignedIn
from domain.identity.linked_method import LinkedMethods
from domain.identity.outside_proof import OutsideProof
from domain.identity.reception import Arrival, Reception
from domain.identity.refusals import RegistrationRequired
from domain.identity.session import Visit
from domain.shared import Clock, Commit


@dataclass(frozen=True, slots=True)
class OutsideDesk:
    """Takes proofs that were found to hold and cannot be used again: the caller sees to both."""

    linked: LinkedMethods
    codes: CodeDesk
    reception: Reception
    clock: Clock
    commit: Commit

    async def admit(self, proof: OutsideProof, visit: Visit, accepted_terms: str | None) -> SignedIn:
        """Raises RegistrationRequired, and what Reception raises. An e-mail address in a proof matches no account."""
        known = await self.linked.by_subject(proof.method, proof.subject)
        if known is None:
            facts = {"method": proof.method.value, "subject": proof.subject, "label": proof.label}
            seconds = self.reception.profiles.strictest.registration.ticket_seconds
            ticket = await self.codes.begin(ChallengeKind.REGISTRATION_TICKET, None, facts, seconds=seconds)
            await self.commit()
            raise RegistrationRequired(ticket.id, ticket.expires_at)
        await self.linked.used(known.id, self.clock.now(), 0)
        return await self.reception.admit(Arrival(known.player_id, proof.method, visit, accepted_terms=accepted_terms))
