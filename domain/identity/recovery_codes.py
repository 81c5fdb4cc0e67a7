"""Recovery codes: single-use texts on paper, for a player whose authenticator is gone."""

from typing import Protocol

from domain.identity.second_factors import SecondFactors
from domain.shared import PlayerId


class RecoveryCodes(Protocol):
    """50 random bits each. Their digests are keyed and bound to one player, so that a stolen table gives none away."""

    def new(self, player_id: PlayerId) -> tuple[str, bytes]:
        """The text to show once, ``XXXXX-XXXXX``, and the digest to keep."""
        ...

    def digest(self, player_id: PlayerId, code: str) -> bytes:
        """Of what somebody typed: case, spaces and hyphens do not matter, nor O for 0 and I or L for 1."""
        ...


async def replace_recovery_codes(
    factors: SecondFactors, codes: RecoveryCodes, player_id: PlayerId, count: int
) -> tuple[str, ...]:
    """New ones in the place of all before; their texts, which nobody can read again."""
    made = [codes.new(player_id) for _ in range(count)]
    await factors.replace_recovery_codes(player_id, tuple(digest for _, digest in made))
    return tuple(text for text, _ in made)
