"""Why a person is not let in."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.identity.challenge import ChallengeId
from domain.identity.second_factors import ProofMethod
from domain.shared import Refusal


class EmailTaken(Refusal):
    """The address has an account. Never told to anyone: ``register`` answers alike."""

    code = "EMAIL_TAKEN"


@dataclass(eq=False)
class Underage(Refusal):
    code: ClassVar[str] = "UNDERAGE"
    minimum_age_years: int


class CountryNotServed(Refusal):
    code = "COUNTRY_NOT_SERVED"


@dataclass(eq=False)
class TermsChanged(Refusal):
    """Other terms are in force than the ones agreed to."""

    code: ClassVar[str] = "TERMS_CHANGED"
    terms_version: str
    privacy_version: str


class InvalidCredentials(Refusal):
    """One answer, in words and in time, whichever credential was wrong (GLI-19 2.5.3(a))."""

    code = "INVALID_CREDENTIALS"


@dataclass(eq=False)
class StepUpRequired(Refusal):
    """Needs fresh proof of who is there: ``stepUp`` by one of these methods, then the same again."""

    code: ClassVar[str] = "STEP_UP_REQUIRED"
    methods: tuple[ProofMethod, ...]


@dataclass(eq=False)
class SecondFactorRequired(Refusal):
    """The first factor was right; `completeLogin` with one of these methods opens the session."""

    code: ClassVar[str] = "SECOND_FACTOR_REQUIRED"
    challenge: ChallengeId
    methods: tuple[ProofMethod, ...]
    expires_at: datetime


@dataclass(eq=False)
class AccountLocked(Refusal):
    """Locked after failed sign-ins; told to who knows the password. `completeLogin` unlocks it (GLI-19 2.5.3(d))."""

    code: ClassVar[str] = "ACCOUNT_LOCKED"
    challenge: ChallengeId
    methods: tuple[ProofMethod, ...]
    expires_at: datetime


class ChallengeExpired(Refusal):
    """Expired, answered already, tried too often, or never begun. Begin again."""

    code = "CHALLENGE_EXPIRED"


@dataclass(eq=False)
class WrongCode(Refusal):
    """Not the right code, or used before."""

    code: ClassVar[str] = "WRONG_CODE"
    attempts_left: int


@dataclass(eq=False)
class ProofRejected(Refusal):
    """A proof from outside (Telegram, a wallet, a passkey, OpenID Connect) does not hold, for a named reason."""

    code: ClassVar[str] = "PROOF_REJECTED"
    reason: str
    """Stable: BAD_SIGNATURE, EXPIRED, REPLAYED, WRONG_DOMAIN, WRONG_CHAIN, WRONG_NONCE, MALFORMED, UNKNOWN_KEY, …"""


@dataclass(eq=False)
class RegistrationRequired(Refusal):
    """The proof holds, and nobody has an account by it: `register` with this ticket."""

    code: ClassVar[str] = "REGISTRATION_REQUIRED"
    challenge: ChallengeId
    expires_at: datetime


class SignInMethodTaken(Refusal):
    """This way in belongs to an account already."""

    code = "SIGN_IN_METHOD_TAKEN"


class LastSignInMethod(Refusal):
    """Without it nobody could sign in to this account any more."""

    code = "LAST_SIGN_IN_METHOD"


class BotCheckFailed(Refusal):
    """The answer to the bot check is missing, wrong, expired, or was used before."""

    code = "BOT_CHECK_FAILED"


class TwoFactorAlreadyEnabled(Refusal):
    """Disable it first."""

    code = "TWO_FACTOR_ALREADY_ENABLED"


class UsernameTaken(Refusal):
    """Somebody has this name."""

    code = "USERNAME_TAKEN"


class PhoneTaken(Refusal):
    """The number belongs to another account. Never told to anyone."""

    code = "PHONE_TAKEN"


class PersonTaken(Refusal):
    """This person has an open account. Never told to anyone: registering answers alike."""

    code = "PERSON_TAKEN"


class UnknownSession(Refusal):
    """No open session of this player has the id."""

    code = "UNKNOWN_SESSION"


class NothingToReview(Refusal):
    """There is no such recovery request, or it is decided already. Told to staff alone."""

    code = "NOTHING_TO_REVIEW"
