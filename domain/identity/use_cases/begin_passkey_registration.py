"""Begin to register a passkey: what the device is asked to make."""

from dataclasses import dataclass

from domain.identity.challenge import ChallengeKind
from domain.identity.linked_method import SignInMethod
from domain.identity.offered import require_offered, require_room
from domain.identity.passkey_desk import PasskeyDesk, asked
from domain.identity.passkeys import PasskeyChallenge
from domain.identity.ports import Players
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.viewer import Viewer
from domain.jurisdiction import SignInRules
from domain.shared import Commit, Handler, Message


@dataclass(frozen=True, slots=True)
class BeginPasskeyRegistration(Message[PasskeyChallenge]):
    viewer: Viewer


@dataclass(frozen=True, slots=True)
class BeginPasskeyRegistrationHandler:
    """Raises NotAllowed (METHOD_NOT_OFFERED, TOO_MANY_METHODS), StepUpRequired, NotSignedIn."""

    rules: SignInRules
    proof: Handler[RequireFreshProof, None]
    players: Players
    desk: PasskeyDesk
    commit: Commit

    async def __call__(self, message: BeginPasskeyRegistration) -> PasskeyChallenge:
        require_offered(SignInMethod.PASSKEY, self.rules)
        await self.proof(RequireFreshProof(message.viewer))
        player_id = message.viewer.player_id
        await require_room(self.desk.linked, player_id, self.rules)
        keys = [passkey.subject for passkey in await self.desk.passkeys_of(player_id)]
        player = (await self.players.get((player_id,)))[player_id]
        challenge = await self.desk.challenge(ChallengeKind.PASSKEY_REGISTRATION, player_id)
        await self.commit()
        nonce = challenge.id.bytes
        options = self.desk.authority.registration_options(nonce, player_id, player.email.shown, keys)
        return asked(challenge, options)
