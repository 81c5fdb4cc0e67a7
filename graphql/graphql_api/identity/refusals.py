"""Identity's refusals as GraphQL types."""

from datetime import datetime

import strawberry

from domain import identity
from graphql_api.core import UserError, field_texts, refusal
from graphql_api.identity import enums as _enums  # noqa: F401 - declares the enums that are used below

field_texts(
    {
        "UNKNOWN_COUNTRY": "This is not a country code of ISO 3166-1.",
        "UNKNOWN_LANGUAGE": "We do not speak this language yet.",
        "OUT_OF_RANGE": "This is out of range.",
        "TOO_COMMON": "This password is known to attackers. Please choose another one.",
    }
)


@refusal(
    {identity.Underage: "You must be at least {minimum_age_years} years old."},
    reaction="Say so and end the registration; asking again changes nothing.",
)
class Underage(UserError):
    """Under the age that this jurisdiction asks for."""

    minimum_age_years: int


@refusal(
    {identity.CountryNotServed: "We cannot offer our games in your country."},
    reaction="Say so and end the registration.",
)
class CountryNotServed(UserError):
    """Residents of this country cannot register."""


@refusal(
    {identity.TermsChanged: "The terms have changed. Please read and accept the present ones."},
    reaction="Show the present terms; when the player agrees, repeat with these versions as accepted.",
)
class TermsChanged(UserError):
    """Other terms are in force than the ones agreed to."""

    terms_version: str
    privacy_version: str


@refusal(
    {identity.InvalidCredentials: "E-mail address or password is wrong."},
    reaction="Keep the address, empty the password, offer to reset it; never say which was wrong.",
)
class InvalidCredentials(UserError):
    """One answer whichever of the two is wrong."""


@refusal(
    {identity.StepUpRequired: "Please confirm that it is you."},
    reaction="Ask for one of `methods`, call `stepUp`, then repeat the same mutation with the same input.",
)
class StepUpRequired(UserError):
    """Call `stepUp` with one of the methods, then repeat the mutation."""

    methods: list[identity.ProofMethod]


def _awaited(refused: identity.SecondFactorRequired | identity.AccountLocked) -> dict[str, object]:
    return {
        "challenge": strawberry.ID(str(refused.challenge)),
        "methods": list(refused.methods),
        "expires_at": refused.expires_at,
    }


@refusal(
    {identity.SecondFactorRequired: "One more step: please confirm with your second factor."},
    reaction="Ask for a code by one of `methods` and call `completeLogin` with `challenge` before `expiresAt`.",
)
class SecondFactorRequired(UserError):
    """The first factor was right. `completeLogin` with one of these methods opens the session."""

    challenge: strawberry.ID = strawberry.field(description="Name it in `completeLogin`. Keep it secret.")
    methods: list[identity.ProofMethod]
    expires_at: datetime

    @staticmethod
    def facts(refused: identity.SecondFactorRequired) -> dict[str, object]:
        return _awaited(refused)


@refusal(
    {identity.AccountLocked: "This account is locked after failed sign-ins. Please confirm that it is yours."},
    reaction="Ask for a code by one of `methods`; `completeLogin` with `challenge` unlocks the account.",
)
class AccountLocked(UserError):
    """Told to who knows the password alone. `completeLogin` with one of these methods unlocks the account."""

    challenge: strawberry.ID = strawberry.field(description="Name it in `completeLogin`. Keep it secret.")
    methods: list[identity.ProofMethod]
    expires_at: datetime

    @staticmethod
    def facts(refused: identity.AccountLocked) -> dict[str, object]:
        return _awaited(refused)


@refusal(
    {identity.RegistrationRequired: "Nobody has an account by this yet. Please register."},
    reaction="Show the registration form without a password and call `register` with `challenge` as `ticket`.",
)
class RegistrationRequired(UserError):
    """The proof holds. `register` with this challenge as `ticket`, and it becomes a way to sign in."""

    challenge: strawberry.ID = strawberry.field(description="The `ticket` of `register`. Keep it secret.")
    expires_at: datetime

    @staticmethod
    def facts(refused: identity.RegistrationRequired) -> dict[str, object]:
        return {"challenge": strawberry.ID(str(refused.challenge)), "expires_at": refused.expires_at}


@refusal(
    {identity.ChallengeExpired: "This took too long, or was tried too often. Please begin again."},
    reaction="Begin again with the mutation that began it; keep what the person typed.",
)
class ChallengeExpired(UserError):
    """Expired, answered already, tried too often, or never begun."""


@refusal(
    {identity.WrongCode: "This code is wrong, or was used before."},
    reaction="Let the person type again while `attemptsLeft` is above 0; after that begin again.",
)
class WrongCode(UserError):
    """Try again while attempts are left."""

    attempts_left: int


@refusal(
    {identity.ProofRejected: "This proof is not accepted."},
    reaction="Begin again, so that a fresh proof is made; `reason` is for logs and support.",
)
class ProofRejected(UserError):
    """A proof from outside does not hold."""

    reason: str = strawberry.field(description="A stable code: `BAD_SIGNATURE`, `EXPIRED`, `REPLAYED`, …")


@refusal(
    {identity.SignInMethodTaken: "This way to sign in belongs to another account."},
    reaction="Say so; it can be unlinked only from the account that has it.",
)
class SignInMethodTaken(UserError):
    """It is linked already."""


@refusal(
    {identity.LastSignInMethod: "This is your last way to sign in."},
    reaction="Offer to set a password or link another method first.",
)
class LastSignInMethod(UserError):
    """Add another one first."""


@refusal(
    {identity.BotCheckFailed: "Please confirm that you are no robot."},
    reaction="Ask `botCheck` for a fresh one, solve it, and repeat.",
)
class BotCheckFailed(UserError):
    """Ask `botCheck` for a fresh one and solve it."""


@refusal(
    {identity.TwoFactorAlreadyEnabled: "Two-factor sign-in is on already."},
    reaction="Read `twoFactor` again; offer to disable it first.",
)
class TwoFactorAlreadyEnabled(UserError):
    """Disable it before setting up another."""


@refusal(
    {identity.UsernameTaken: "Somebody has this name. Please choose another."},
    reaction="Mark the field and let the player choose another name.",
)
class UsernameTaken(UserError):
    """Names are unique, whatever their case."""


@refusal(
    {identity.UnknownSession: "This session is not open any more."},
    reaction="Read the list of sessions again.",
)
class UnknownSession(UserError):
    """No open session of this player has the id."""
