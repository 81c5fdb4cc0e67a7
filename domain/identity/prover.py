"""The prover: the one place that judges what somebody known shows to prove being there."""

from dataclasses import dataclass, field

from domain.identity.access import AccessEvent
from domain.identity.challenge import Challenge, ChallengeId, ChallengeKind, Challenges, Codes
from domain.identity.journal import Journal
from domain.identity.lockout import Lockout
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.passkeys import PasskeyProofs
from domain.identity.password import readable_password
from domain.identity.ports import Passwords, Players, SignInAttempts
from domain.identity.proof_methods import SENT_CODES, ProofMethods
from domain.identity.recovery_codes import RecoveryCodes
from domain.identity.refusals import ChallengeExpired, InvalidCredentials, ProofRejected, WrongCode
from domain.identity.second_factors import ProofMethod, SecondFactors
from domain.identity.session import Visit
from domain.identity.totp import Totp
from domain.jurisdiction import SignInRules
from domain.shared import Clock, Commit, InvalidInput, NotAllowed, PlayerId, TryAgainLater

LONGEST_CODE = 64
"""Of what anybody may type; codes are ten characters at most."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is shown, by method: PASSWORD ``password``; PASSKEY ``assertion``; every other ``code``.

    ``challenge`` names the one that sent the code, for the methods that send one.
    """

    method: ProofMethod
    password: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)
    assertion: str | None = field(default=None, repr=False)
    challenge: ChallengeId | None = None

    @property
    def text(self) -> str:
        """Raises InvalidInput naming the field that is missing or cannot be read."""
        name = {ProofMethod.PASSWORD: "password", ProofMethod.PASSKEY: "assertion"}.get(self.method, "code")
        text: str | None = getattr(self, name)
        if text is None:
            raise InvalidInput.of(name, "REQUIRED")
        if name == "password":
            return readable_password(text)
        if name == "code" and len(text) > LONGEST_CODE:
            raise InvalidInput.of(name, "TOO_LONG")
        return text


@dataclass(frozen=True, slots=True)
class Prover:
    """A guess is counted, and that committed, before it is judged, so that parallel guesses cannot slip through.

    What was right is used up in the transaction that is open when these return: commit it with what it was for.
    """

    rules: SignInRules
    methods: ProofMethods
    players: Players
    factors: SecondFactors
    passkeys: PasskeyProofs
    challenges: Challenges
    codes: Codes
    totp: Totp
    recovery_codes: RecoveryCodes
    passwords: Passwords
    attempts: SignInAttempts
    lockout: Lockout
    messenger: Messenger
    journal: Journal
    clock: Clock
    commit: Commit

    async def prove(self, player_id: PlayerId, evidence: Evidence, visit: Visit) -> None:
        """For somebody whose session is open.

        Raises NotAllowed (METHOD_NOT_OFFERED), InvalidInput, TooManyAttempts, InvalidCredentials, WrongCode,
        ChallengeExpired, ProofRejected, TryAgainLater.
        """
        if evidence.method not in await self.methods.of(player_id):
            raise NotAllowed(("METHOD_NOT_OFFERED",))
        challenge = None
        if evidence.method in SENT_CODES:
            if evidence.challenge is None:
                raise InvalidInput.of("challenge", "REQUIRED")
            challenge = await self.challenges.find(evidence.challenge, ChallengeKind.STEP_UP, self.clock.now())
            if challenge is None or challenge.player_id != player_id:
                raise ChallengeExpired
        await self._judge(player_id, evidence, challenge, visit, AccessEvent.STEP_UP_FAILED)

    async def prove_second_factor(self, id_: ChallengeId, evidence: Evidence, visit: Visit) -> Challenge:
        """For somebody whose first factor was right; the challenge of that is spent now. Raises as ``prove``."""
        challenge = await self.challenges.find(id_, ChallengeKind.SECOND_FACTOR, self.clock.now())
        if challenge is None or challenge.player_id is None:
            raise ChallengeExpired
        if evidence.method.value not in challenge.facts["methods"].split():
            raise NotAllowed(("METHOD_NOT_OFFERED",))
        await self._judge(challenge.player_id, evidence, challenge, visit, AccessEvent.SECOND_FACTOR_FAILED)
        return challenge

    async def _judge(
        self, player_id: PlayerId, evidence: Evidence, challenge: Challenge | None, visit: Visit, failed: AccessEvent
    ) -> None:
        text, subject = evidence.text, f"player {player_id}"
        if evidence.method is ProofMethod.PASSKEY:  # nobody guesses a signature: there is nothing to count
            return await self._judge_passkey(player_id, text, visit, failed)
        if challenge is not None:  # its row first and the subject's then, here as below: nobody waits in a circle
            challenge = await self.challenges.attempt(challenge.id, challenge.kind, self.clock.now())
            if challenge is None:
                raise ChallengeExpired
        failures = await self.attempts.take(subject, self.clock.now(), self.rules)
        left = self.rules.failures_per_subject - failures
        left = left if challenge is None else min(left, challenge.attempts_left)
        await self.commit()
        try:
            right = await self._is_right(player_id, evidence.method, text, challenge)
        except TryAgainLater:  # nothing was guessed
            await self.attempts.forgive(subject)
            await self.commit()
            raise
        if not right:
            await self._fail(player_id, failures, visit, failed)
            raise InvalidCredentials if evidence.method is ProofMethod.PASSWORD else WrongCode(left)
        if challenge is not None and not await self.challenges.spend(challenge.id, self.clock.now()):
            raise ChallengeExpired
        await self.attempts.forgive(subject)

    async def _is_right(self, player_id: PlayerId, method: ProofMethod, text: str, challenge: Challenge | None) -> bool:
        match method:
            case ProofMethod.PASSWORD:
                on_file = await self.players.password_of(player_id)
                await self.commit()  # lets go of the connection while the hash is worked out
                return (await self.passwords.verify(text, on_file.hash if on_file else None)).matches
            case ProofMethod.TOTP:
                factor = await self.factors.totp_of(player_id)
                step = self.totp.step_of(factor.secret, text, self.clock.now()) if factor else None
                return step is not None and await self.factors.use_step(player_id, step)
            case ProofMethod.RECOVERY_CODE:
                return await self._use_recovery_code(player_id, text)
            case _:
                return challenge is not None and self.codes.matches(challenge, text)

    async def _judge_passkey(self, player_id: PlayerId, text: str, visit: Visit, failed: AccessEvent) -> None:
        try:
            await self.passkeys.prove(player_id, text)
        except ProofRejected:
            await self.journal.note(failed, visit, player_id)
            await self.commit()
            raise

    async def _use_recovery_code(self, player_id: PlayerId, text: str) -> bool:
        digest = self.recovery_codes.digest(player_id, text)
        if not await self.factors.use_recovery_code(player_id, digest, self.clock.now()):
            return False
        player = (await self.players.get((player_id,)))[player_id]
        left = str(await self.factors.recovery_codes_left(player_id))
        await self.messenger.send(
            Message(
                Channel.EMAIL,
                player.email.shown,
                Template.RECOVERY_CODE_USED,
                player.language,
                {"left": left},
                player_id,
            )
        )
        return True

    async def _fail(self, player_id: PlayerId, failures: int, visit: Visit, failed: AccessEvent) -> None:
        await self.journal.note(failed, visit, player_id)
        await self.lockout.note(player_id, failures, visit)
        await self.commit()
