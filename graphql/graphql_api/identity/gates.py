"""Gates for clients."""

from collections.abc import Sequence
from datetime import datetime

import strawberry

from domain.shared import blocks_of, latest_end

LOCKED = ("deposit:SESSION_LOCKED", "bet:SESSION_LOCKED", "withdraw:SESSION_LOCKED")
"""What a session that lies idle closes, for itself alone (GLI-19 2.5.4)."""


@strawberry.type
class Gate:
    """Whether the player may do one thing now."""

    open: bool
    reasons: list[str] = strawberry.field(description="Stable codes, why it is closed; more may be added.")

    until: datetime | None = strawberry.field(
        description="When it opens by itself; null where it is open, or does not open by itself."
    )

    @classmethod
    def of(cls, gate: str, blocks: Sequence[str]) -> "Gate":
        """Of the blocks that count now."""
        closing = blocks_of(gate, blocks)
        reasons = list(dict.fromkeys(block.reason for block in closing))
        return cls(open=not reasons, reasons=reasons, until=latest_end(closing))


@strawberry.type
class Gates:
    """What the player may do now, by the same facts that the wallet decides by."""

    login: Gate
    deposit: Gate
    bet: Gate
    withdraw: Gate
    demo: Gate
    marketing: Gate

    @classmethod
    def of(cls, blocks: Sequence[str]) -> "Gates":
        return cls(
            login=Gate.of("login", blocks),
            deposit=Gate.of("deposit", blocks),
            bet=Gate.of("bet", blocks),
            withdraw=Gate.of("withdraw", blocks),
            demo=Gate.of("demo", blocks),
            marketing=Gate.of("marketing", blocks),
        )
