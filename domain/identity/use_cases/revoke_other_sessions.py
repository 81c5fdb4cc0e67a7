"""Revoke other sessions: whoever else is signed in to this account is out."""

from dataclasses import dataclass

from domain.identity.access import AccessEvent
from domain.identity.accounts import SignOut
from domain.identity.journal import Journal
from domain.identity.session import EndReason, Visit
from domain.identity.viewer import Viewer
from domain.shared import Clock, Commit, Message, SessionId


@dataclass(frozen=True, slots=True)
class RevokeOtherSessions(Message[tuple[SessionId, ...]]):
    """Answers which sessions were ended: every open one but the viewer's."""

    viewer: Viewer
    visit: Visit


@dataclass(frozen=True, slots=True)
class RevokeOtherSessionsHandler:
    sign_out: SignOut
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: RevokeOtherSessions) -> tuple[SessionId, ...]:
        viewer = message.viewer
        ended = await self.sign_out.end(viewer.player_id, EndReason.REVOKED, self.clock.now(), viewer.session_id)
        for session_id in ended:
            await self.journal.note(AccessEvent.SESSION_REVOKED, message.visit, viewer.player_id, session_id)
        await self.commit()
        self.sign_out.announce(ended)
        return ended
