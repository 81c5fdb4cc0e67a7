"""Consents in memory; the suite in tests/ports holds it to what PostgreSQL does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.identity.consent import Consent, ConsentChange, Subject
from domain.shared import PlayerId


@dataclass
class MemoryConsents:
    changes: list[ConsentChange] = field(default_factory=list)

    async def add(self, changes: Sequence[ConsentChange]) -> None:
        self.changes.extend(changes)

    async def of(self, player_id: PlayerId) -> Mapping[Subject, Consent]:
        said = sorted((change for change in self.changes if change.player_id == player_id), key=lambda each: each.id)
        return {
            (each.channel, each.product): Consent(each.channel, each.product, each.granted, each.changed_at)
            for each in said
        }
