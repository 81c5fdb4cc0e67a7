"""Acknowledge a review: the player has looked at limits, deposits and play."""

from dataclasses import dataclass

from domain.identity import Viewer
from domain.responsible_gaming.limit_desk import LimitDesk
from domain.responsible_gaming.limit_prompts import LimitAnswer, LimitAnswers, LimitPrompt
from domain.responsible_gaming.use_cases.decline_limits import keep_answer
from domain.shared import Commit, Message


@dataclass(frozen=True, slots=True)
class AcknowledgeLimitReview(Message[tuple[LimitPrompt, ...]]):
    """The player has looked at limits, deposits and play (UK RTS 12E). Answers what is left to ask."""

    viewer: Viewer


@dataclass(frozen=True, slots=True)
class AcknowledgeLimitReviewHandler:
    desk: LimitDesk
    answers: LimitAnswers
    commit: Commit

    async def __call__(self, message: AcknowledgeLimitReview) -> tuple[LimitPrompt, ...]:
        return await keep_answer(self.desk, self.answers, self.commit, message.viewer, LimitAnswer.REVIEWED)
