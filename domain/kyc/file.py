"""A player's file, and what it closes: the one place where that is decided."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.jurisdiction import JurisdictionProfile, KycLevel
from domain.kyc.case import LEVELS, KycCase
from domain.kyc.requirement import KycRequirement
from domain.shared import GateBlock, PlayerId, read_block

REQUIRED = "KYC_REQUIRED"
OURS = "KYC_"
"""What every reason of ours begins with."""


@dataclass(frozen=True, slots=True)
class KycFile:
    """``blocks`` are all that close the player's gates now or later, ours and others'."""

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

    def without(self, level: KycLevel, now: datetime) -> datetime | None:
        """From when on ``level`` is not reached, by what is known now: ``now``, or when an approval below it runs out.

        None: it is reached, and does not run out.
        """
        if level > self.level(now):
            return now
        ends = [case.expires_at for case in map(self.case, LEVELS) if case.level <= level]
        return min((end for end in ends if end is not None), default=None)

    def open_requirements(self, now: datetime) -> tuple[KycRequirement, ...]:
        level = self.level(now)
        return tuple(each for each in self.requirements if each.level > level)

    @property
    def our_blocks(self) -> frozenset[str]:
        return frozenset(block for block in self.blocks if read_block(block).reason.startswith(OURS))

    def details_fixed(self, now: datetime) -> bool:
        return self.case(KycLevel.IDENTITY).fixes_details(now)


def blocks_for(file: KycFile, profile: JurisdictionProfile, now: datetime) -> frozenset[str]:
    """``<gate>:KYC_REQUIRED`` where the profile asks for more first, and what ``overdue_blocks`` says.

    What will close by the time alone, a requirement that comes due or an approval that runs out, is written with its
    beginning, so that it counts from that second on whoever looks.
    """
    before = (
        _block(gate, REQUIRED, since, now)
        for gate, needed in profile.kyc.before.items()
        if (since := file.without(needed, now)) is not None
    )
    return frozenset((*before, *overdue_blocks(file, file.requirements, now)))


def overdue_blocks(file: KycFile, requirements: Iterable[KycRequirement], now: datetime) -> Iterator[str]:
    """``<gate>:KYC_<REASON>`` for each that is due, or will be, while its level is not reached."""
    for requirement in requirements:
        since = file.without(requirement.level, now)
        if since is not None:
            for gate in requirement.closes:
                yield _block(gate, OURS + requirement.reason, max(since, requirement.due_at), now)


def _block(gate: str, reason: str, since: datetime, now: datetime) -> str:
    return str(GateBlock(gate, reason, since=None if since <= now else since))
