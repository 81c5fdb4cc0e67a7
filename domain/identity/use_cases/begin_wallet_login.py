"""Begin to sign in with a wallet, or to link one: what it has to sign."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk
from domain.identity.outside_proof import WalletChain
from domain.identity.proof_desk import ProofDesk
from domain.identity.session import Visit
from domain.shared import Commit, InvalidInput, Message, Random

NONCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class WalletLoginBegun:
    """``message`` is the whole text for an Ethereum wallet; a TON wallet makes its own around the ``nonce``."""

    challenge: ChallengeId
    nonce: str = field(repr=False)
    message: str | None = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class BeginWalletLogin(Message[WalletLoginBegun]):
    """TON Connect asks for the proof while it connects, when no ``address`` is known yet."""

    chain: WalletChain
    address: str | None = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True)
class BeginWalletLoginHandler:
    """Raises NotAllowed (METHOD_NOT_OFFERED), InvalidInput, TooManyAttempts. Says nothing of who has this wallet."""

    desk: ProofDesk
    codes: CodeDesk
    random: Random
    commit: Commit

    async def __call__(self, message: BeginWalletLogin) -> WalletLoginBegun:
        desk, chain = self.desk, message.chain
        desk.require_offered(chain.method)
        nonce, now, text = self.random.token(NONCE_BYTES).hex(), desk.clock.now(), None
        if chain is WalletChain.ETHEREUM:
            if message.address is None:
                raise InvalidInput.of("address", "REQUIRED")
            until = now + timedelta(seconds=self.codes.rules.seconds)
            text = desk.ethereum.message(message.address, nonce, now, until)
        await desk.throttle.take("wallet sign-ins begun", message.visit.ip, desk.rules.per_address)
        facts = {"chain": chain.value, "nonce": nonce}
        challenge = await self.codes.begin(ChallengeKind.WALLET_LOGIN, None, facts)
        await self.commit()
        return WalletLoginBegun(challenge.id, nonce, text, challenge.expires_at)
