"""Messages: what we tell people outside the API, written in the transaction that causes it and sent after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol

from domain.shared import PlayerId


class Channel(Enum):
    EMAIL = "EMAIL"
    SMS = "SMS"
    TELEGRAM = "TELEGRAM"


class Template(Enum):
    """With the facts that each needs. A language that lacks one falls back to English, and a test forbids it."""

    REGISTRATION_CODE = "REGISTRATION_CODE"
    """``code``"""
    ALREADY_REGISTERED = "ALREADY_REGISTERED"
    SIGN_IN_CODE = "SIGN_IN_CODE"
    """``code``"""
    CONFIRMATION_CODE = "CONFIRMATION_CODE"
    """``code``: a second factor, a step-up, a phone number, a new e-mail address."""
    PASSWORD_RESET_CODE = "PASSWORD_RESET_CODE"  # noqa: S105 - a template, not a secret
    """``code``"""
    NEW_SIGN_IN = "NEW_SIGN_IN"
    """``at``, ``ip``, ``user_agent``"""
    ACCOUNT_LOCKED = "ACCOUNT_LOCKED"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105 - a template, not a secret
    DETAILS_CHANGED = "DETAILS_CHANGED"
    """Name or address."""
    EMAIL_CHANGED = "EMAIL_CHANGED"
    """``code``: reverts the change. To the old address."""
    EMAIL_CHANGE_REVERTED = "EMAIL_CHANGE_REVERTED"
    """To both addresses."""
    PHONE_CHANGED = "PHONE_CHANGED"
    TWO_FACTOR_ENABLED = "TWO_FACTOR_ENABLED"
    TWO_FACTOR_DISABLED = "TWO_FACTOR_DISABLED"
    RECOVERY_ASKED = "RECOVERY_ASKED"
    RECOVERY_APPROVED = "RECOVERY_APPROVED"
    """``at``: when the second factor goes, unless its owner stops it."""
    RECOVERY_REJECTED = "RECOVERY_REJECTED"
    RECOVERY_CODE_USED = "RECOVERY_CODE_USED"
    """``left``"""
    SIGN_IN_METHOD_LINKED = "SIGN_IN_METHOD_LINKED"
    """``method``"""
    SIGN_IN_METHOD_UNLINKED = "SIGN_IN_METHOD_UNLINKED"
    """``method``"""
    ACCOUNT_CLOSED = "ACCOUNT_CLOSED"
    TIME_OUT_BEGUN = "TIME_OUT_BEGUN"
    """``at``: when it ends."""
    SELF_EXCLUSION_BEGUN = "SELF_EXCLUSION_BEGUN"
    """``at``: when it may be asked to end."""
    PERMANENT_EXCLUSION_BEGUN = "PERMANENT_EXCLUSION_BEGUN"
    OPERATOR_EXCLUSION_BEGUN = "OPERATOR_EXCLUSION_BEGUN"
    """``at``: when it may be asked to end."""
    OPERATOR_EXCLUSION_FOR_GOOD = "OPERATOR_EXCLUSION_FOR_GOOD"
    EXCLUSION_END_ASKED = "EXCLUSION_END_ASKED"
    """``at``: when it is answered at the latest."""
    EXCLUSION_ENDS = "EXCLUSION_ENDS"
    """``at``: from when play is possible again."""
    EXCLUSION_STAYS = "EXCLUSION_STAYS"
    """The request to end it was refused."""
    DATA_EXPORTED = "DATA_EXPORTED"
    COMPLAINT_ANSWERED = "COMPLAINT_ANSWERED"
    """What was answered is read in the account."""
    COMPLAINT_CLOSED = "COMPLAINT_CLOSED"


@dataclass(frozen=True, slots=True)
class Message:
    """``to`` is an e-mail address, a number in E.164 form, or a Telegram chat id. Not sent after ``expires_at``."""

    channel: Channel
    to: str = field(repr=False)
    template: Template
    language: str
    facts: Mapping[str, str] = field(default_factory=dict, repr=False)
    player_id: PlayerId | None = None
    expires_at: datetime | None = None


class Messenger(Protocol):
    async def send(self, message: Message) -> None:
        """Leaves with this transaction's commit; then it is tried until it is taken, expired, or given up."""
        ...
