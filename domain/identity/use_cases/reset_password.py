"""Reset the password: by the code from the mailbox, and the second factor where there is one (GLI-19 2.5.3(b))."""

from dataclasses import dataclass, field
from datetime import datetime

from domain.identity.access import AccessEvent
from domain.identity.accounts import Accounts, SignOut
from domain.identity.challenge import Challenge, ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk
from domain.identity.guards import CommonPasswords
from domain.identity.journal import Journal
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.password import new_password
from domain.identity.ports import Passwords, Players, SignInAttempts
from domain.identity.prover import LONGEST_CODE, Evidence, Prover
from domain.identity.refusals import ChallengeExpired, SecondFactorRequired
from domain.identity.second_factors import ProofMethod, SecondFactors
from domain.identity.session import EndReason, Visit
from domain.shared import Clock, Commit, InvalidInput, NotAllowed, PlayerId
from domain.shared import Message as Request

FACTORS = (ProofMethod.TOTP, ProofMethod.RECOVERY_CODE)
_OPEN_WAYS = (ChallengeKind.PASSWORD_RESET, ChallengeKind.SECOND_FACTOR, ChallengeKind.LOGIN_CODE)
"""What was begun before, perhaps by whoever knew the old password."""


@dataclass(frozen=True, slots=True)
class PasswordReset:
    reset_at: datetime


@dataclass(frozen=True, slots=True)
class ResetPassword(Request[PasswordReset]):
    """``factor`` and ``factor_code`` after SecondFactorRequired, both."""

    challenge: ChallengeId
    code: str = field(repr=False)
    new_password: str = field(repr=False)
    visit: Visit
    factor: ProofMethod | None = None
    factor_code: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ResetPasswordHandler:
    """Raises InvalidInput, ChallengeExpired, WrongCode, SecondFactorRequired, NotAllowed (METHOD_NOT_OFFERED),
    TooManyAttempts, TryAgainLater.

    Every session ends, and a locked account is open again. Opens no session: sign in with `login`. The code is spent
    only by the reset that succeeds; each guess takes one of its attempts.
    """

    players: Players
    factors: SecondFactors
    accounts: Accounts
    codes: CodeDesk
    prover: Prover
    passwords: Passwords
    common: CommonPasswords
    attempts: SignInAttempts
    sign_out: SignOut
    messenger: Messenger
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: ResetPassword) -> PasswordReset:
        password, evidence = new_password(message.new_password, "new_password"), _evidence(message)
        await self._refuse_common(message.challenge, password)
        challenge = await self.codes.judge(message.challenge, ChallengeKind.PASSWORD_RESET, message.code)
        if challenge.player_id is None:  # a decoy, which no code fits
            raise ChallengeExpired
        enrolled = await self.factors.totp_of(challenge.player_id) is not None
        if enrolled and evidence is None:
            raise SecondFactorRequired(challenge.id, FACTORS, challenge.expires_at)
        await self.commit()  # lets go of the connection while the hash is worked out
        hashed = await self.passwords.hash(password)
        if evidence is not None:
            await self.prover.prove(challenge.player_id, evidence, message.visit)
        return await self._replace(challenge, challenge.player_id, hashed, message.visit)

    async def _refuse_common(self, id_: ChallengeId, password: str) -> None:
        """Before a guess is taken; by the address that was asked for, whether anybody has it or not."""
        begun = await self.codes.challenges.find(id_, ChallengeKind.PASSWORD_RESET, self.clock.now())
        await self.commit()
        if begun is None:
            raise ChallengeExpired
        if await self.common.holds(password, (begun.facts["email"],)):
            raise InvalidInput.of("new_password", "TOO_COMMON")

    async def _replace(self, challenge: Challenge, player_id: PlayerId, hashed: str, visit: Visit) -> PasswordReset:
        now = self.clock.now()
        if not await self.codes.challenges.spend(challenge.id, now):  # another reset was first
            raise ChallengeExpired
        player = await self.accounts.hold(player_id)
        await self.players.replace_password(player_id, hashed, now)
        for kind in _OPEN_WAYS:
            await self.codes.challenges.spend_all(player_id, kind, now)
        ended = await self.sign_out.end(player_id, EndReason.CREDENTIALS_CHANGED, now)
        if await self.players.set_locked(player_id, None):
            await self.journal.note(AccessEvent.ACCOUNT_UNLOCKED, visit, player_id)
        await self.attempts.forgive(player.email.normalised)
        await self.journal.note(AccessEvent.PASSWORD_RESET, visit, player_id)
        await self.messenger.send(
            Message(Channel.EMAIL, player.email.shown, Template.PASSWORD_CHANGED, player.language, player_id=player_id)
        )
        await self.commit()
        self.sign_out.announce(ended)
        return PasswordReset(now)


def _evidence(message: ResetPassword) -> Evidence | None:
    if message.factor is None and message.factor_code is None:
        return None
    if message.factor is None:
        raise InvalidInput.of("second_factor_method", "REQUIRED")
    if message.factor_code is None:
        raise InvalidInput.of("second_factor_code", "REQUIRED")
    if len(message.factor_code) > LONGEST_CODE:
        raise InvalidInput.of("second_factor_code", "TOO_LONG")
    if message.factor not in FACTORS:
        raise NotAllowed(("METHOD_NOT_OFFERED",))
    return Evidence(message.factor, code=message.factor_code)
