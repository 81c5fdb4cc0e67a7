"""Decline limits: an explicit no, where they may be declined."""

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
        return await keep_answer(self.desk, self.answers, self.commit, message.viewer, LimitAnswer.DECLINED)


async def keep_answer(
    desk: LimitDesk, answers: LimitAnswers, commit: Commit, viewer: Viewer, answer: LimitAnswer
) -> tuple[LimitPrompt, ...]:
    """Keep it if it was asked for; answers what is left to ask."""
    held = await desk.hold(viewer.player_id)
    known = dict(await answers.latest(held.player.id))

    def asked() -> tuple[LimitPrompt, ...]:
        return prompts(held.rules, held.player.created_at, held.settings, known, held.now)

    review = any(prompt.kind is LimitPromptKind.REVIEW for prompt in asked())
    limits = any(prompt.kind is not LimitPromptKind.REVIEW for prompt in asked())
    if review if answer is LimitAnswer.REVIEWED else limits:
        await answers.add(desk.ids.new(), held.player.id, answer, held.now)
        known[answer] = held.now
        await commit()
    return asked()
