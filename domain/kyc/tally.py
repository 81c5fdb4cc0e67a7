"""What the settlement lane knows of a player's file: levels, requirements, and the money that thresholds count."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from domain.jurisdiction import KycLevel
from domain.kyc.case import KycCase
from domain.kyc.file import KycFile
from domain.kyc.requirement import KycRequirement, Paid
from domain.shared import PlayerId
from domain.wallet import Facet, PlayerGate


@dataclass(frozen=True, slots=True)
class KycTally(Facet):
    """Of ``cases`` level, status and expiry. ``opened``: the requirements that this decision adds to those known."""

    player_id: PlayerId
    cases: Mapping[KycLevel, KycCase] = field(default_factory=dict)
    requirements: tuple[KycRequirement, ...] = ()
    paid: tuple[Paid, ...] = ()
    """For the windows of thresholds whose requirement is not open."""
    opened: tuple[KycRequirement, ...] = ()

    def key(self) -> Hashable:
        return self.player_id

    def file(self, gate: PlayerGate) -> KycFile:
        requirements = (*self.requirements, *self.opened)
        return KycFile(
            self.player_id, gate.jurisdiction, gate.profile_version, self.cases, requirements, tuple(gate.blocks)
        )

    def counted(
        self, windows: Iterable[int | None], currency: str, *, deposited: int = 0, paid_out: int = 0
    ) -> "KycTally":
        """The same after a movement of now, which is within every window."""
        known = {(each.days, each.currency): each for each in self.paid}
        for days in windows:
            was = known.get((days, currency), Paid(days, currency, 0, 0))
            known[days, currency] = Paid(days, currency, was.deposited + deposited, was.paid_out + paid_out)
        return replace(self, paid=tuple(known.values()))
