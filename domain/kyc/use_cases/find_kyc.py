"""Find files: where players stand, for themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.jurisdiction import KycLevel
from domain.kyc.case import LEVELS, KycCase, KycStatus
from domain.kyc.check import KycCheck
from domain.kyc.file import KycFile
from domain.kyc.ports import KycChecks, KycFiles, People, Vendors
from domain.kyc.requirement import KycRequirement
from domain.shared import Clock, Message, PlayerId


@dataclass(frozen=True, slots=True)
class LevelView:
    """One level as its player sees it. ``vendor``: whether one checks it; otherwise documents and `submitKyc` do."""

    case: KycCase
    status: KycStatus
    may_start: bool
    vendor: bool


@dataclass(frozen=True, slots=True)
class KycView:
    """``missing``: fields of `updateProfile` that come first. ``fixed``: name and address cannot be changed now."""

    level: KycLevel
    levels: tuple[LevelView, ...]
    requirements: tuple[KycRequirement, ...]
    checks: tuple[KycCheck, ...]
    missing: tuple[str, ...]
    fixed: bool


@dataclass(frozen=True, slots=True)
class FindKyc(Message[Mapping[PlayerId, KycView]]):
    """Those of ``ids`` that exist."""

    ids: Sequence[PlayerId]


@dataclass(frozen=True, slots=True)
class FindKycHandler:
    files: KycFiles
    checks: KycChecks
    people: People
    vendors: Vendors
    clock: Clock

    async def __call__(self, message: FindKyc) -> Mapping[PlayerId, KycView]:
        files = await self.files.get(message.ids)
        checks = await self.checks.of(message.ids)
        people = await self.people.facts_of(message.ids)
        return {
            id_: self._view(file, checks.get(id_, ()), people[id_].missing)
            for id_, file in files.items()
            if id_ in people
        }

    def _view(self, file: KycFile, checks: Sequence[KycCheck], missing: tuple[str, ...]) -> KycView:
        now = self.clock.now()
        levels = tuple(
            LevelView(case, case.status_at(now), case.may_start(now), level in self.vendors)
            for level in LEVELS
            for case in (file.case(level),)
        )
        fixed = file.details_fixed(now)
        return KycView(file.level(now), levels, file.open_requirements(now), tuple(checks), missing, fixed)
