"""Gate blocks: why a player may not do something, as the player's row keeps it and the settlement lane reads it.

Written ``<gate>:<REASON>``, or ``<gate>:<REASON>@<end>``, which counts only before that moment (RFC 3339, UTC).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

_END_FORM = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class GateBlock:
    gate: str
    reason: str
    until: datetime | None = None
    """To the second; None: it does not end by itself."""

    def __str__(self) -> str:
        end = "" if self.until is None else "@" + self.until.astimezone(UTC).strftime(_END_FORM)
        return f"{self.gate}:{self.reason}{end}"

    def counts(self, now: datetime) -> bool:
        return self.until is None or now < self.until


@lru_cache(4_096)
def read_block(text: str) -> GateBlock:
    """An end that cannot be read is none: what is doubtful stays closed."""
    gate, _, rest = text.partition(":")
    reason, _, end = rest.partition("@")
    if not end:
        return GateBlock(gate, reason)
    try:
        return GateBlock(gate, reason, datetime.strptime(end, _END_FORM).replace(tzinfo=UTC))
    except ValueError:
        return GateBlock(gate, reason)


def blocks_of(gate: str, blocks: Collection[str]) -> tuple[GateBlock, ...]:
    """All that are written for this gate, whether they count now or not."""
    prefix = gate + ":"
    return tuple(read_block(block) for block in blocks if block.startswith(prefix))


def standing(blocks: Collection[str], now: datetime) -> tuple[str, ...]:
    """Those that count now."""
    return tuple(block for block in blocks if "@" not in block or read_block(block).counts(now))


def closed_because(gate: str, blocks: Collection[str], now: datetime) -> tuple[str, ...]:
    """The reasons that close this gate now, each once; none: it is open."""
    if not blocks:
        return ()
    return tuple(dict.fromkeys(block.reason for block in blocks_of(gate, blocks) if block.counts(now)))


def closed_until(gate: str, blocks: Collection[str], now: datetime) -> datetime | None:
    """When it opens by itself; None: it is open, or does not open by itself."""
    return latest_end([block for block in blocks_of(gate, blocks) if block.counts(now)])


def latest_end(blocks: Sequence[GateBlock]) -> datetime | None:
    """When the last of them ends; None: there is none, or one has no end."""
    ends = [block.until for block in blocks if block.until is not None]
    return max(ends) if ends and len(ends) == len(blocks) else None
