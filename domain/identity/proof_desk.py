"""The proof desk: what somebody brings from Telegram or a wallet, judged, and taken once."""

from collections.abc import Collection
from dataclasses import dataclass

from domain.identity.challenge import Challenge, ChallengeId, ChallengeKind, Challenges, SpentProofs
from domain.identity.linked_method import SignInMethod
from domain.identity.outside_proof import (
    EthereumEvidence,
    EthereumProofs,
    MiniAppEvidence,
    OutsideEvidence,
    OutsideProof,
    TelegramProofs,
    TonEvidence,
    TonProofs,
    WalletChain,
    WidgetEvidence,
)
from domain.identity.ports import Throttle
from domain.identity.refusals import ChallengeExpired, ProofRejected
from domain.identity.session import Visit
from domain.jurisdiction import SignInRules
from domain.shared import Clock, Commit, NotAllowed


@dataclass(frozen=True, slots=True)
class Judged:
    """A proof that holds and was not taken yet; ``challenge`` is the one of ours that it answers, if it does."""

    proof: OutsideProof
    challenge: ChallengeId | None


@dataclass(frozen=True, slots=True)
class ProofDesk:
    """``offered``: what this installation can do and its jurisdiction offers. ``telegram`` None: there is no bot."""

    rules: SignInRules
    offered: Collection[SignInMethod]
    telegram: TelegramProofs | None
    ethereum: EthereumProofs
    ton: TonProofs
    challenges: Challenges
    spent: SpentProofs
    throttle: Throttle
    clock: Clock
    commit: Commit

    def require_offered(self, method: SignInMethod) -> None:
        """Raises NotAllowed."""
        if method not in self.offered:
            raise NotAllowed(("METHOD_NOT_OFFERED",))

    async def judge(self, evidence: OutsideEvidence, visit: Visit) -> Judged:
        """Raises NotAllowed, TooManyAttempts, ChallengeExpired, ProofRejected. Every wrong one is counted."""
        self._require_offered(evidence)
        await self.throttle.take("sign-ins per address", visit.ip, self.rules.per_address)
        if isinstance(evidence, MiniAppEvidence | WidgetEvidence):
            judged = Judged(self._judge_telegram(evidence), None)
        else:
            judged = await self._judge_wallet(evidence)
        await self.throttle.give_back("sign-ins per address", visit.ip, self.rules.per_address)
        return judged

    async def take(self, judged: Judged) -> OutsideProof:
        """The proof, for the first time and the last: of many callers one gets it. Commits with the caller.

        Raises ProofRejected (REPLAYED), ChallengeExpired.
        """
        now, proof = self.clock.now(), judged.proof
        if judged.challenge is not None and not await self.challenges.spend(judged.challenge, now):
            raise ChallengeExpired
        if proof.once:
            assert proof.expires_at is not None
            if not await self.spent.spend(proof.once, proof.expires_at, now):
                raise ProofRejected("REPLAYED")
        return proof

    def _require_offered(self, evidence: OutsideEvidence) -> None:
        if isinstance(evidence, EthereumEvidence | TonEvidence):
            return self.require_offered(_chain(evidence).method)
        self.require_offered(SignInMethod.TELEGRAM)
        if self.telegram is None or (isinstance(evidence, WidgetEvidence) and not self.telegram.reads_widget):
            raise NotAllowed(("METHOD_NOT_OFFERED",))

    def _judge_telegram(self, evidence: MiniAppEvidence | WidgetEvidence) -> OutsideProof:
        assert self.telegram is not None
        if isinstance(evidence, MiniAppEvidence):
            return self.telegram.of_mini_app(evidence.init_data, self.clock.now())
        return self.telegram.of_widget(evidence.fields, self.clock.now())

    async def _judge_wallet(self, evidence: EthereumEvidence | TonEvidence) -> Judged:
        challenge = await self._attempt(evidence)
        nonce, now = challenge.facts["nonce"], self.clock.now()
        if isinstance(evidence, EthereumEvidence):
            proof = self.ethereum.check(evidence.message, evidence.signature, nonce, now)
        else:
            proof = self.ton.check(evidence.proof, nonce, now)
        return Judged(proof, challenge.id)

    async def _attempt(self, evidence: EthereumEvidence | TonEvidence) -> Challenge:
        challenge = await self.challenges.attempt(evidence.challenge, ChallengeKind.WALLET_LOGIN, self.clock.now())
        await self.commit()
        if challenge is None:
            raise ChallengeExpired
        if challenge.facts["chain"] != _chain(evidence).value:
            raise ProofRejected("WRONG_CHAIN")
        return challenge


def _chain(evidence: EthereumEvidence | TonEvidence) -> WalletChain:
    return WalletChain.ETHEREUM if isinstance(evidence, EthereumEvidence) else WalletChain.TON
