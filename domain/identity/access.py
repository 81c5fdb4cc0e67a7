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
    SECOND_FACTOR_ASKED = "SECOND_FACTOR_ASKED"
    SECOND_FACTOR_FAILED = "SECOND_FACTOR_FAILED"
    ACCOUNT_LOCKED = "ACCOUNT_LOCKED"
    ACCOUNT_UNLOCKED = "ACCOUNT_UNLOCKED"
    SESSION_REVOKED = "SESSION_REVOKED"
    SESSION_LOCKED = "SESSION_LOCKED"
    SESSION_UNLOCKED = "SESSION_UNLOCKED"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105 - an event, not a secret
    PASSWORD_RESET_ASKED = "PASSWORD_RESET_ASKED"  # noqa: S105 - an event, not a secret
    PASSWORD_RESET = "PASSWORD_RESET"  # noqa: S105 - an event, not a secret
    EMAIL_CHANGED = "EMAIL_CHANGED"
    EMAIL_CHANGE_REVERTED = "EMAIL_CHANGE_REVERTED"
    PHONE_CHANGED = "PHONE_CHANGED"
    PROFILE_CHANGED = "PROFILE_CHANGED"
    TERMS_ACCEPTED = "TERMS_ACCEPTED"
    TWO_FACTOR_ENABLED = "TWO_FACTOR_ENABLED"
    TWO_FACTOR_DISABLED = "TWO_FACTOR_DISABLED"
    RECOVERY_CODES_RENEWED = "RECOVERY_CODES_RENEWED"
    RECOVERY_ASKED = "RECOVERY_ASKED"
    RECOVERY_APPROVED = "RECOVERY_APPROVED"
    RECOVERY_REJECTED = "RECOVERY_REJECTED"
    RECOVERY_WITHDRAWN = "RECOVERY_WITHDRAWN"
    METHOD_LINKED = "METHOD_LINKED"
    METHOD_UNLINKED = "METHOD_UNLINKED"
    EXCLUSION_BEGUN = "EXCLUSION_BEGUN"
    EXCLUSION_END_ASKED = "EXCLUSION_END_ASKED"
    DATA_EXPORTED = "DATA_EXPORTED"
    LOCATION_REFUSED = "LOCATION_REFUSED"
    LOCATION_ACCEPTED = "LOCATION_ACCEPTED"
    ANONYMOUS_NETWORK = "ANONYMOUS_NETWORK"
    IMPOSSIBLE_TRAVEL = "IMPOSSIBLE_TRAVEL"
    JURISDICTION_CHANGED = "JURISDICTION_CHANGED"
    ACCOUNT_CLOSED = "ACCOUNT_CLOSED"
    ACCOUNT_ERASED = "ACCOUNT_ERASED"
    QA_SESSION_OPENED = "QA_SESSION_OPENED"


SIGN_INS = frozenset(
    {
        AccessEvent.SIGNED_IN,
        AccessEvent.SIGN_IN_FAILED,
        AccessEvent.SIGN_IN_CLOSED,
        AccessEvent.SECOND_FACTOR_ASKED,
        AccessEvent.SECOND_FACTOR_FAILED,
        AccessEvent.ACCOUNT_LOCKED,
    }
)
"""What a player is shown of attempts to get in, good and bad."""


@dataclass(frozen=True, slots=True)
class Access:
    """``player_id`` is None when no account was reached: an unknown e-mail, for instance."""

    id: UUID
    at: datetime
    event: AccessEvent
    visit: Visit
    player_id: PlayerId | None = None
    session_id: SessionId | None = None
    detail: str = ""
    """What it was about, without personal data: the names of the fields that were changed."""
