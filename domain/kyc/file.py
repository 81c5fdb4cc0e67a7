"""A player's file, and what it closes: the one place where that is decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.jurisdiction import JurisdictionProfile, KycLevel
from domain.kyc.case import LEVELS, KycCase
from domain.kyc.requirement import KycRequirement
from domain.shared import PlayerId, read_block

REQUIRED = "KYC_REQUIRED"
OURS = "KYC_"
"""What every reason of ours begins with."""


@dataclass(frozen=True, slots=True)
class KycFile:
    """``blocks`` are all that close the player's gates now, ours and others'."""

    player_id: PlayerId
    jurisdiction: str
    profile_version: int
    cases: Mapping[KycLevel, KycCase]
    requirements: tuple[KycRequirement, ...] = ()
    blocks: tuple[str, ...] = ()

    def case(self, level: KycLevel) -> KycCase:
        return self.cases.get(level) or KycCase(self.player_id, level)

    def level(self, now: datetime) -> KycLevel:
        """The highest that stands together with all below it."""
        found = KycLevel.NONE
        for level in LEVELS:
            if not self.case(level).stands(now):
                break
            found = level
        return found

    def open_requirements(self, now: datetime) -> tuple[KycRequirement, ...]:
        level = self.level(now)
        return tuple(each for each in self.requirements if each.level > level)

    @property
    def our_blocks(self) -> frozenset[str]:
        return frozenset(block for block in self.blocks if read_block(block).reason.startswith(OURS))

    def details_fixed(self, now: datetime) -> bool:
        return self.case(KycLevel.IDENTITY).fixes_details(now)


def blocks_for(file: KycFile, profile: JurisdictionProfile, now: datetime) -> frozenset[str]:
    """``<gate>:KYC_REQUIRED`` where the profile asks for more first, ``<gate>:KYC_<REASON>`` for what is overdue."""
    level = file.level(now)
    before = {f"{gate}:{REQUIRED}" for gate, needed in profile.kyc.before.items() if needed > level}
    overdue = {
        f"{gate}:{OURS}{requirement.reason}"
        for requirement in file.open_requirements(now)
        if requirement.due_at <= now
        for gate in requirement.closes
    }
    return frozenset(before | overdue)
