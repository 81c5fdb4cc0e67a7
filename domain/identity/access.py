"""The access log: every access to an account, by whom and from where (GLI-19 2.8.5(h))."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from domain.identity.session import Visit
from domain.shared import PlayerId, SessionId


class AccessEvent(Enum):
    REGISTERED = "REGISTERED"
    REGISTERED_AGAIN = "REGISTERED_AGAIN"
    SIGNED_IN = "SIGNED_IN"
    SIGN_IN_FAILED = "SIGN_IN_FAILED"
    SIGN_IN_CLOSED = "SIGN_IN_CLOSED"
    REFRESHED = "REFRESHED"
    TOKEN_REUSED = "TOKEN_REUSED"  # noqa: S105 - an event, not a secret
    SIGNED_OUT = "SIGNED_OUT"
    STEPPED_UP = "STEPPED_UP"
    STEP_UP_FAILED = "STEP_UP_FAILED"
    QA_SESSION_OPENED = "QA_SESSION_OPENED"


@dataclass(frozen=True, slots=True)
class Access:
    """``player_id`` is None when no account was reached: an unknown e-mail, for instance."""

    id: UUID
    at: datetime
    event: AccessEvent
    visit: Visit
    player_id: PlayerId | None = None
    session_id: SessionId | None = None
