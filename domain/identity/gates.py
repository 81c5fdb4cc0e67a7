"""Gates: what a player may do now, and why not where not."""

from collections.abc import Sequence


def closed_because(gate: str, blocks: Sequence[str]) -> tuple[str, ...]:
    """The reasons among ``blocks`` (``<gate>:<REASON>``) that close this gate; none: it is open."""
    prefix = gate + ":"
    return tuple(block[len(prefix) :] for block in blocks if block.startswith(prefix))
