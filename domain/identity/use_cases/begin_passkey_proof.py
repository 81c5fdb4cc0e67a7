"""Begin to prove being there with a passkey, for a step-up or to unlock a session."""

from dataclasses import dataclass

from domain.identity.passkeys import PasskeyChallenge, PasskeyProofs
from domain.identity.viewer import Viewer
from domain.shared import Commit, Message


@dataclass(frozen=True, slots=True)
class BeginPasskeyProof(Message[PasskeyChallenge]):
    viewer: Viewer


@dataclass(frozen=True, slots=True)
class BeginPasskeyProofHandler:
    """Raises NotAllowed (NO_PASSKEY)."""

    passkeys: PasskeyProofs
    commit: Commit

    async def __call__(self, message: BeginPasskeyProof) -> PasskeyChallenge:
        begun = await self.passkeys.begin(message.viewer.player_id)
        await self.commit()
        return begun
