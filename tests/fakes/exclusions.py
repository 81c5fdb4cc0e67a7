"""Nobody is excluded, and every question is counted."""

from dataclasses import dataclass, field

from domain.shared import PlayerId


@dataclass
class NobodyExcluded:
    """Implements identity's ExclusionWatch."""

    recognised: list[PlayerId] = field(default_factory=list)
    asked: list[PlayerId] = field(default_factory=list)

    async def recognise(self, player_id: PlayerId) -> None:
        self.recognised.append(player_id)

    async def ask_register(self, player_id: PlayerId) -> None:
        self.asked.append(player_id)
