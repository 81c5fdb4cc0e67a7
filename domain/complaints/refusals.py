"""Why a complaint is not taken further."""

from domain.shared import Refusal


class UnknownComplaint(Refusal):
    """The player has none with this id."""

    code = "UNKNOWN_COMPLAINT"


class ComplaintClosed(Refusal):
    """It is over, and nothing more is written in it."""

    code = "COMPLAINT_CLOSED"


class ComplaintFull(Refusal):
    """Its player has written in it as often as the jurisdiction allows."""

    code = "COMPLAINT_FULL"
