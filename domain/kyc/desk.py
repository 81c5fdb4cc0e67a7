"""The desk: every change of a file ends here, so that gates and file can never disagree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.jurisdiction import JurisdictionProfile, KycLevel
from domain.kyc.case import LEVELS, KycCase, KycStatus
from domain.kyc.file import KycFile, blocks_for
from domain.kyc.ports import Deposits, IdentityFollower, KycFiles, Profiles
from domain.kyc.requirement import Paid, Worth, opened, windows
from domain.kyc.screening import ScreeningDesk


@dataclass(frozen=True, slots=True)
class KycDesk:
    """Nothing here commits."""

    files: KycFiles
    deposits: Deposits
    profiles: Profiles
    worth: Worth
    screening: ScreeningDesk | None = None
    """Whoever is approved may stand on a list; None: there are no lists here."""
    follower: IdentityFollower | None = None

    async def settle(self, file: KycFile, cases: Iterable[KycCase], now: datetime, *, news: bool = False) -> KycFile:
        """Writes what these cases became, expires what has run out, and sets the gates. The file is held."""
        changed = {case.level: case for case in cases}
        for level in LEVELS:
            case = changed.get(level) or file.case(level)
            if case.status_at(now) is KycStatus.EXPIRED and case.status is KycStatus.APPROVED:
                changed[level] = case.expired()
        if self.screening is not None:
            changed = {level: await self.screening.judged(case, now) for level, case in changed.items()}
        for case in changed.values():
            await self.files.save(case)
        return await self._gates(replace(file, cases={**file.cases, **changed}), now, news=news or bool(changed))

    async def assess(self, files: Iterable[KycFile], now: datetime) -> Sequence[KycFile]:
        """Counts what was paid against the thresholds as well. The files are held.

        The settlement lane counts with every payment; this is for when something else than a payment differs.
        """
        files = tuple(files)
        thresholds = [threshold for file in files for threshold in self.profile(file).kyc.thresholds]
        paid = await self.deposits.paid([file.player_id for file in files], windows(thresholds), now)
        return [await self._assess(file, paid.get(file.player_id, ()), now) for file in files]

    async def _assess(self, file: KycFile, paid: Iterable[Paid], now: datetime) -> KycFile:
        thresholds = self.profile(file).kyc.thresholds
        added = tuple(opened(file.player_id, thresholds, file.requirements, paid, self.worth, now))
        for requirement in added:
            await self.files.add_requirement(requirement)
        return await self.settle(replace(file, requirements=(*file.requirements, *added)), (), now, news=bool(added))

    def profile(self, file: KycFile) -> JurisdictionProfile:
        return self.profiles.of(file.jurisdiction, file.profile_version)

    async def _gates(self, file: KycFile, now: datetime, *, news: bool) -> KycFile:
        profile = self.profile(file)
        wanted, standing = blocks_for(file, profile, now), file.our_blocks
        await self.files.assessed(file, wanted - standing, standing - wanted, now, news=news or wanted != standing)
        if self.follower is not None:
            verified = file.case(KycLevel.IDENTITY).stands(now)
            await self.follower.follow(file.player_id, profile, now, verified=verified)
        others = tuple(block for block in file.blocks if block not in standing)
        return replace(file, blocks=(*others, *sorted(wanted)))
