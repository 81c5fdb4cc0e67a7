"""What a player is asked about limits, and when (UK RTS 12A, 12E)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol
from uuid import UUID

from domain.jurisdiction import LimitRules
from domain.responsible_gaming.exclusion import after_months
from domain.responsible_gaming.limit import LimitKind
from domain.responsible_gaming.limit_desk import missing
from domain.responsible_gaming.limit_setting import LimitOwner, LimitSetting
from domain.shared import PlayerId


class LimitPromptKind(Enum):
    REGISTRATION = "REGISTRATION"
    """Set limits, or say that none are wanted: as soon as the player is in."""
    FIRST_DEPOSIT = "FIRST_DEPOSIT"
    """The same, when the player is about to pay in."""
    YEARLY = "YEARLY"
    """The same again, for whoever wanted none a year ago."""
    REVIEW = "REVIEW"
    """Look at your account: limits, deposits, play."""


class LimitAnswer(Enum):
    DECLINED = "DECLINED"
    REVIEWED = "REVIEWED"


@dataclass(frozen=True, slots=True)
class LimitPrompt:
    kind: LimitPromptKind
    required: bool = False
    """Deposits are closed until one of ``kinds`` is set."""
    kinds: tuple[LimitKind, ...] = ()
    """What is on offer."""


class LimitAnswers(Protocol):
    async def latest(self, player_id: PlayerId) -> Mapping[LimitAnswer, datetime]: ...

    async def add(self, id: UUID, player_id: PlayerId, answer: LimitAnswer, at: datetime) -> None: ...


def prompts(
    rules: LimitRules,
    created_at: datetime,
    settings: Iterable[LimitSetting],
    answers: Mapping[LimitAnswer, datetime],
    now: datetime,
) -> tuple[LimitPrompt, ...]:
    settings = tuple(settings)
    asked = []
    if missing(rules, settings):
        kinds = tuple(LimitKind(kind) for kind in rules.one_of)
        asked.append(LimitPrompt(LimitPromptKind(rules.prompt_at), required=True, kinds=kinds))
    elif not any(setting.owner is LimitOwner.PLAYER for setting in settings):
        declined = answers.get(LimitAnswer.DECLINED)
        kinds = tuple(LimitKind(kind) for kind in rules.kinds)
        if declined is None:
            asked.append(LimitPrompt(LimitPromptKind(rules.prompt_at), kinds=kinds))
        elif now >= after_months(declined, rules.reprompt_months):
            asked.append(LimitPrompt(LimitPromptKind.YEARLY, kinds=kinds))
    looked = max(created_at, answers.get(LimitAnswer.REVIEWED, created_at))
    if now >= after_months(looked, rules.review_months):
        asked.append(LimitPrompt(LimitPromptKind.REVIEW))
    return tuple(asked)
