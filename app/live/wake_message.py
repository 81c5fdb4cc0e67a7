"""What travels on the bus: which wallets reached which sequence, ``[id,sequence,id,sequence,…]`` as JSON."""

from collections.abc import Iterator, Mapping, Sequence

import orjson

from app.live.bus import MAX_MESSAGE_BYTES

CHANNEL = "wallets"
MAX_PAIR_BYTES = 40
"""Two numbers of 63 bits with their commas."""

MAX_PAIRS = MAX_MESSAGE_BYTES // MAX_PAIR_BYTES


def encode(reached: Mapping[int, int]) -> Iterator[str]:
    """As few messages as the bus's bound surely allows, from wallet id to sequence."""
    flat = [number for pair in reached.items() for number in pair]
    for start in range(0, len(flat), 2 * MAX_PAIRS):
        yield orjson.dumps(flat[start : start + 2 * MAX_PAIRS]).decode()


def decode(message: str) -> list[tuple[int, int]]:
    """Raises ValueError for what ``encode`` did not write."""
    flat = orjson.loads(message)
    if not isinstance(flat, list) or len(flat) % 2 or not all(type(number) is int for number in flat):
        raise ValueError("not a wake-up")
    return list(zip(flat[::2], flat[1::2], strict=True))


def merge(reached: dict[int, int], wallet_ids: Sequence[int], sequences: Sequence[int]) -> None:
    """Keep the highest sequence of each wallet."""
    for wallet_id, sequence in zip(wallet_ids, sequences, strict=True):
        if sequence > reached.get(wallet_id, 0):
            reached[wallet_id] = sequence
