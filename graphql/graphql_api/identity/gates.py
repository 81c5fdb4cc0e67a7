"""Gates for clients."""

from collections.abc import Sequence

import strawberry

from domain.identity import closed_because


@strawberry.type
class Gate:
    """Whether the player may do one thing now."""

    open: bool
    reasons: list[str] = strawberry.field(description="Stable codes, why it is closed; more may be added.")

    @classmethod
    def of(cls, gate: str, blocks: Sequence[str]) -> "Gate":
        reasons = list(closed_because(gate, blocks))
        return cls(open=not reasons, reasons=reasons)


@strawberry.type
class Gates:
    """What the player may do now, by the same facts that the wallet decides by."""

    login: Gate
    deposit: Gate
    bet: Gate
    withdraw: Gate

    @classmethod
    def of(cls, blocks: Sequence[str]) -> "Gates":
        return cls(
            login=Gate.of("login", blocks),
            deposit=Gate.of("deposit", blocks),
            bet=Gate.of("bet", blocks),
            withdraw=Gate.of("withdraw", blocks),
        )
