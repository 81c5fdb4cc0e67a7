"""Why a person is not let in."""

from dataclasses import dataclass
from typing import ClassVar

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
    methods: tuple[str, ...]
