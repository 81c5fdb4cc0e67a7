"""Register a passkey: the device made it."""

from dataclasses import dataclass, field

from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.linked_method import LinkedMethod, LinkedMethodId, SignInMethod
from domain.identity.linking import Linking
from domain.identity.offered import require_room
from domain.identity.passkey_desk import PasskeyDesk
from domain.identity.session import Visit
from domain.identity.viewer import Viewer
from domain.jurisdiction import SignInRules
from domain.shared import Clock, Commit, Ids, InvalidInput, Message

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class RegisterPasskey(Message[LinkedMethod]):
    """``name`` is what its owner calls it: "my phone"."""

    viewer: Viewer
    challenge: ChallengeId
    credential: str = field(repr=False)
    name: str = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True)
class RegisterPasskeyHandler:
    """Raises InvalidInput, ChallengeExpired, ProofRejected, NotAllowed (TOO_MANY_METHODS), SignInMethodTaken.

    The fresh proof was shown when it began; nobody else can answer that challenge.
    """

    rules: SignInRules
    desk: PasskeyDesk
    linking: Linking
    clock: Clock
    ids: Ids
    commit: Commit

    async def __call__(self, message: RegisterPasskey) -> LinkedMethod:
        name, player_id = _readable(message.name), message.viewer.player_id
        challenge = await self.desk.single_use.spend(message.challenge, ChallengeKind.PASSKEY_REGISTRATION, player_id)
        made = self.desk.authority.registered(challenge.id.bytes, message.credential)
        await require_room(self.desk.linked, player_id, self.rules)
        passkey = LinkedMethod(
            id=LinkedMethodId(self.ids.new()),
            player_id=player_id,
            method=SignInMethod.PASSKEY,
            subject=made.key,
            label=name,
            linked_at=self.clock.now(),
            public_key=made.public_key,
            sign_count=made.sign_count,
        )
        await self.linking.add(passkey, message.viewer, message.visit)
        await self.commit()
        return passkey


def _readable(name: str) -> str:
    text = " ".join(name.split())
    if not text:
        raise InvalidInput.of("name", "REQUIRED")
    if len(text) > LONGEST_NAME:
        raise InvalidInput.of("name", "TOO_LONG")
    return text
