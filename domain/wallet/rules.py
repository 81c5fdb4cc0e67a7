"""Rules that every context's money commands share."""

from datetime import datetime

from domain.shared import Refusal
from domain.wallet.command import Command
from domain.wallet.decision import Rule
from domain.wallet.position import Position


def gate_open(gate: str) -> Rule[Command[object]]:
    """The player's gate (``bet``, ``deposit`` or ``withdraw``) must be open; the refusal carries the reasons."""

    prefix = gate + ":"

    def rule(position: Position, command: Command[object], now: datetime, /) -> Refusal | None:
        del command
        for block in position.gate.blocks:
            if block.startswith(prefix):
                return position.gate.refusal(gate, now)
        return None

    return rule
