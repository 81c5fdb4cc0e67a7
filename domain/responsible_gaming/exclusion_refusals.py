"""Why an exclusion does not begin, or does not end."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.shared import Refusal


@dataclass(eq=False)
class LongerExclusionInForce(Refusal):
    """One that holds at least as long is in force: longer replaces shorter, never the other way."""

    code: ClassVar[str] = "LONGER_EXCLUSION_IN_FORCE"
    ends_at: datetime | None
    """None: it does not end by itself."""


@dataclass(eq=False)
class ExclusionHolds(Refusal):
    """It does not end before its time."""

    code: ClassVar[str] = "EXCLUSION_HOLDS"
    ends_at: datetime | None
    """None: for good, or until the national register says otherwise."""


class UnknownExclusion(Refusal):
    """The player has no such exclusion in force."""

    code = "UNKNOWN_EXCLUSION"


class NothingToAnswer(Refusal):
    """There is no such request, or it is answered already. Told to staff alone."""

    code = "NOTHING_TO_ANSWER"
