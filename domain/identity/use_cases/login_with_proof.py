"""Log in with a proof by Telegram or a wallet."""

from dataclasses import dataclass

from domain.identity.access import AccessEvent
from domain.identity.journal import Journal
from domain.identity.key_desk import SignedIn
from domain.identity.outside_desk import OutsideDesk
from domain.identity.outside_proof import OutsideEvidence, OutsideProof
from domain.identity.proof_desk import ProofDesk
from domain.identity.refusals import ProofRejected, TermsChanged
from domain.identity.session import Visit
from domain.shared import Commit, Message


@dataclass(frozen=True, slots=True)
class LoginWithProof(Message[SignedIn]):
    """``accepted_terms``: the terms version that the person agrees to now, after TermsChanged."""

    evidence: OutsideEvidence
    visit: Visit
    accepted_terms: str | None = None


@dataclass(frozen=True, slots=True)
class LoginWithProofHandler:
    """Raises NotAllowed, TooManyAttempts, ChallengeExpired, ProofRejected, RegistrationRequired, and what Reception
    raises. After TermsChanged the same proof is good once more: it was not taken."""

    desk: ProofDesk
    outside: OutsideDesk
    journal: Journal
    commit: Commit

    async def __call__(self, message: LoginWithProof) -> SignedIn:
        try:
            judged = await self.desk.judge(message.evidence, message.visit)
            await self._require_terms(judged.proof, message.accepted_terms)
            proof = await self.desk.take(judged)
        except ProofRejected:
            await self.journal.note(AccessEvent.SIGN_IN_FAILED, message.visit)
            await self.commit()
            raise
        return await self.outside.admit(proof, message.visit, message.accepted_terms)

    async def _require_terms(self, proof: OutsideProof, accepted: str | None) -> None:
        reception = self.outside.reception
        known = await self.outside.linked.by_subject(proof.method, proof.subject)
        if known is None:
            return
        player = (await reception.players.get((known.player_id,)))[known.player_id]
        rules = reception.profiles.present[player.jurisdiction]
        terms, privacy = rules.terms_version, rules.privacy_version
        if accepted != terms and (player.terms_version, player.privacy_version) != (terms, privacy):
            raise TermsChanged(terms, privacy)
