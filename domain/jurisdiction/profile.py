"""The profile: every number of a regulator that a use case needs, never a literal in the use case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RegistrationField:
    """``name`` as in RegisterInput; optional fields may be left out (GLI-19 2.5.2(a): both kinds are marked)."""

    name: str
    required: bool


@dataclass(frozen=True, slots=True)
class SessionRules:
    access_seconds: int
    """How long an access token holds."""
    refresh_days: int
    """A session ends this long after its sign-in, however busy: full authentication again (GLI-19 2.5.4: 30 days)."""
    refresh_grace_seconds: int
    """A spent refresh token still answers for so long: a lost answer, or two tabs."""
    proof_seconds: int
    """How long a step-up holds, for its session."""


@dataclass(frozen=True, slots=True)
class SignInRules:
    """Within one window, so many failures may come for one e-mail address, and from one network address.

    And so many registrations: each costs a slow hash and an account, and whole households share an address.
    """

    window_seconds: int
    failures_per_email: int
    failures_per_address: int
    registrations_per_address: int


@dataclass(frozen=True, slots=True)
class WithdrawalRules:
    automatic_minor: Mapping[str, int]
    """By currency, the largest withdrawal in minor units that staff need not review; one that is missing: always."""


@dataclass(frozen=True, slots=True)
class JurisdictionProfile:
    code: str
    version: int
    """Grows with every change, so that a record can say by which numbers it was judged."""
    minimum_age_years: int
    currencies: tuple[str, ...]
    """What a player may hold, the most usual first."""
    blocked_countries: frozenset[str]
    """ISO 3166-1 alpha-2; residents are refused at registration."""
    registration_fields: tuple[RegistrationField, ...]
    terms_version: str
    privacy_version: str
    session: SessionRules
    sign_in: SignInRules
    withdrawals: WithdrawalRules

    def old_enough(self, birth_date: date, today: date) -> bool:
        """Whether the minimum age is reached today; who was born on 29 February comes of age on 1 March."""
        had_birthday = (today.month, today.day) >= (birth_date.month, birth_date.day)
        return today.year - birth_date.year - (not had_birthday) >= self.minimum_age_years
