"""The player's answers to what we ask about limits: none are wanted; the account was looked at."""

from dataclasses import dataclass

from domain.identity import Viewer
from domain.responsible_gaming.limit import LimitKind
from domain.responsible_gaming.limit_desk import LimitDesk, missing
from domain.responsible_gaming.limit_prompts import LimitAnswer, LimitAnswers, LimitPrompt, LimitPromptKind, prompts
from domain.responsible_gaming.limit_refusals import LimitRequired
from domain.shared import Commit, Message


@dataclass(frozen=True, slots=True)
class DeclineLimits(Message[tuple[LimitPrompt, ...]]):
    """An explicit no (UK RTS 12A). Answers what is left to ask."""

    viewer: Viewer


@dataclass(frozen=True, slots=True)
class DeclineLimitsHandler:
    """Raises LimitRequired. Without a question there is no answer: nothing is kept."""

    desk: LimitDesk
    answers: LimitAnswers
    commit: Commit

    async def __call__(self, message: DeclineLimits) -> tuple[LimitPrompt, ...]:
        held = await self.desk.hold(message.viewer.player_id)
        if missing(held.rules, held.settings):
            raise LimitRequired(tuple(LimitKind(kind) for kind in held.rules.one_of))
        return await _answer(self, message.viewer, LimitAnswer.DECLINED)


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
        return await _answer(self, message.viewer, LimitAnswer.REVIEWED)


async def _answer(
    handler: DeclineLimitsHandler | AcknowledgeLimitReviewHandler, viewer: Viewer, answer: LimitAnswer
) -> tuple[LimitPrompt, ...]:
    held = await handler.desk.hold(viewer.player_id)
    known = dict(await handler.answers.latest(held.player.id))

    def asked() -> tuple[LimitPrompt, ...]:
        return prompts(held.rules, held.player.created_at, held.settings, known, held.now)

    review = any(prompt.kind is LimitPromptKind.REVIEW for prompt in asked())
    limits = any(prompt.kind is not LimitPromptKind.REVIEW for prompt in asked())
    if review if answer is LimitAnswer.REVIEWED else limits:
        await handler.answers.add(handler.desk.ids.new(), held.player.id, answer, held.now)
        known[answer] = held.now
        await handler.commit()
    return asked()
