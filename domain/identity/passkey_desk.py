"""The passkey desk: asks for passkeys and judges what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.identity.challenge import Challenge, ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk
from domain.identity.linked_method import LinkedMethod, LinkedMethods, SignInMethod
from domain.identity.passkeys import PasskeyAuthority, PasskeyChallenge
from domain.identity.refusals import ProofRejected
from domain.identity.single_use import SingleUse
from domain.shared import Clock, NotAllowed, PlayerId

PATIENCE_SECONDS = 300
"""To find the device and let it look at one's face."""


@dataclass(frozen=True, slots=True)
class PasskeyDesk:
    """``PasskeyProofs``, and what signing in with a passkey shares with it."""

    authority: PasskeyAuthority
    linked: LinkedMethods
    codes: CodeDesk
    single_use: SingleUse
    clock: Clock

    async def passkeys_of(self, player_id: PlayerId) -> Sequence[LinkedMethod]:
        every = (await self.linked.find((player_id,))).get(player_id, ())
        return [each for each in every if each.method is SignInMethod.PASSKEY]

    async def enrolled(self, player_id: PlayerId) -> bool:
        return bool(await self.passkeys_of(player_id))

    async def begin(self, player_id: PlayerId) -> PasskeyChallenge:
        keys = [passkey.subject for passkey in await self.passkeys_of(player_id)]
        if not keys:
            raise NotAllowed(("NO_PASSKEY",))
        challenge = await self.challenge(ChallengeKind.PASSKEY_PROOF, player_id)
        return asked(challenge, self.authority.assertion_options(challenge.id.bytes, keys))

    async def prove(self, player_id: PlayerId, credential: str) -> None:
        nonce = self.authority.read(credential).nonce
        if len(nonce) != 16:
            raise ProofRejected("WRONG_CHALLENGE")
        id_ = ChallengeId(UUID(bytes=nonce))
        challenge = await self.single_use.spend(id_, ChallengeKind.PASSKEY_PROOF, player_id)
        passkey = await self.known(credential)
        if passkey is None or passkey.player_id != player_id:
            raise ProofRejected("UNKNOWN_KEY")
        await self.verify(challenge, passkey, credential)

    async def challenge(self, kind: ChallengeKind, player_id: PlayerId | None) -> Challenge:
        return await self.codes.begin(kind, player_id, {}, seconds=PATIENCE_SECONDS)

    async def known(self, credential: str) -> LinkedMethod | None:
        """The passkey that this credential claims to be by. Raises ProofRejected: MALFORMED."""
        return await self.linked.by_subject(SignInMethod.PASSKEY, self.authority.read(credential).key)

    async def verify(self, challenge: Challenge, passkey: LinkedMethod, credential: str) -> None:
        """And note the use. A device that names its user names the passkey's (WebAuthn 7.2, step 6)."""
        owner = self.authority.read(credential).owner
        if owner not in (None, passkey.player_id.bytes):
            raise ProofRejected("UNKNOWN_KEY")
        counter = self.authority.asserted(challenge.id.bytes, credential, passkey.public_key or b"", passkey.sign_count)
        if not await self.linked.used(passkey.id, self.clock.now(), counter):
            raise ProofRejected("COUNTER_REPLAYED")


def asked(challenge: Challenge, options: str) -> PasskeyChallenge:
    return PasskeyChallenge(challenge.id, options, challenge.expires_at)
