"""Find sign-ins: what was tried to get into an account, and when its player was here last."""

from dataclasses import dataclass

from domain.identity.access import Access
from domain.identity.ports import AccessLog, Sessions
from domain.identity.session import Session
from domain.identity.viewer import Viewer
from domain.shared import Message, Page, PageRequest, PlayerId


@dataclass(frozen=True, slots=True)
class FindSignIns(Message[Page[Access]]):
    """Good ones and bad ones, newest first."""

    player_id: PlayerId
    request: PageRequest


@dataclass(frozen=True, slots=True)
class FindPreviousSignIn(Message[Session | None]):
    """The one before the viewer's own (58 Pa. Code 812a.9: shown at each sign-in); None: it is the first."""

    viewer: Viewer


@dataclass(frozen=True, slots=True)
class FindSignInsHandler:
    access_log: AccessLog

    async def __call__(self, message: FindSignIns) -> Page[Access]:
        return await self.access_log.sign_ins(message.player_id, message.request)


@dataclass(frozen=True, slots=True)
class FindPreviousSignInHandler:
    sessions: Sessions

    async def __call__(self, message: FindPreviousSignIn) -> Session | None:
        return await self.sessions.previous(message.viewer.session_id, message.viewer.player_id)
