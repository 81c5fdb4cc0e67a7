"""Gate blocks: why a player may not do something, as the player's row keeps it and the settlement lane reads it.

Written ``<gate>:<REASON>``, and behind an ``@`` when it counts, where it does not always (RFC 3339, UTC, as ISO 8601
writes intervals): ``@<end>`` before that moment, ``@<begin>/`` from that moment on, ``@<begin>/<end>`` between the two.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

_MOMENT_FORM = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class GateBlock:
    """To the second: a begin and an end within one are written as that second's beginning."""

    gate: str
    reason: str
    until: datetime | None = None
    """None: it does not end by itself."""
    since: datetime | None = None
    """None: it has begun."""

    def __str__(self) -> str:
        written = f"{self.gate}:{self.reason}"
        if self.since is not None:
            return f"{written}@{_written(self.since)}/{'' if self.until is None else _written(self.until)}"
        return written if self.until is None else f"{written}@{_written(self.until)}"

    def counts(self, now: datetime) -> bool:
        return (self.since is None or self.since <= now) and (self.until is None or now < self.until)


@lru_cache(4_096)
def read_block(text: str) -> GateBlock:
    """A moment that cannot be read is none: what is doubtful is closed, and stays so."""
    gate, _, rest = text.partition(":")
    reason, _, when = rest.partition("@")
    since, _, until = when.rpartition("/")
    return GateBlock(gate, reason, _read(until), _read(since))


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_MOMENT_FORM)


def _read(moment: str) -> datetime | None:
    try:
        return datetime.strptime(moment, _MOMENT_FORM).replace(tzinfo=UTC) if moment else None
    except ValueError:
        return None


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
