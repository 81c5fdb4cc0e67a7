"""Acknowledge a reality check: the player has seen time and money, and plays on."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.identity import Viewer
from domain.responsible_gaming.limit_desk import LimitDesk
from domain.responsible_gaming.limit_refusals import NothingToAcknowledge
from domain.responsible_gaming.play_view import PlayView
from domain.responsible_gaming.reality_check import RealityCheck, RealityChecks
from domain.shared import Commit, Message


@dataclass(frozen=True, slots=True)
class AcknowledgeRealityCheck(Message[PlayView]):
    """Answers what was shown, and when the next one is due."""

    viewer: Viewer
    due_at: datetime | None = None
    """Of the check that was shown; None: whichever is due."""


@dataclass(frozen=True, slots=True)
class AcknowledgeRealityCheckHandler:
    """Raises NothingToAcknowledge: a word said early puts no check off."""

    desk: LimitDesk
    checks: RealityChecks
    commit: Commit

    async def __call__(self, message: AcknowledgeRealityCheck) -> PlayView:
        desk, viewer = self.desk, message.viewer
        held = await desk.hold(viewer.player_id)
        view, session = desk.view(held, viewer.session_id), held.state.session
        if session is None or view.summary is None or view.due_at is None or not view.due(held.now):
            raise NothingToAcknowledge
        if message.due_at is not None and message.due_at != view.due_at:
            raise NothingToAcknowledge
        await self.checks.note(
            RealityCheck(desk.ids.new(), viewer.player_id, viewer.session_id, view.due_at, held.now, view.summary)
        )
        held = replace(held, state=replace(held.state, session=replace(session, acknowledged_at=held.now)))
        await desk.states.save(held.state)
        await self.commit()
        return desk.view(held, viewer.session_id)
