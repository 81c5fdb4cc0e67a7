"""Start a level at a vendor: the player goes on at its page, and its webhook tells us the verdict."""

from dataclasses import dataclass

from domain.identity import Viewer
from domain.jurisdiction import KycLevel, ThrottleRule
from domain.kyc.applicant import Applicant, Attempt, VendorStart
from domain.kyc.desk import KycDesk
from domain.kyc.ports import KycChecks, KycFiles, People, Throttle, Vendors
from domain.kyc.refusals import DetailsRequired, KycNotOpen, VendorNotOffered
from domain.kyc.use_cases.start_kyc import checked_level
from domain.shared import Clock, Commit, Ids, Message, NotSignedIn

DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class StartVendorKyc(Message[VendorStart]):
    """Repeated: another token for the same attempt."""

    viewer: Viewer
    level: KycLevel


@dataclass(frozen=True, slots=True)
class StartVendorKycHandler:
    """The attempt is durable before the vendor hears of it, so that a verdict never finds nobody.

    Raises InvalidInput, VendorNotOffered, DetailsRequired, KycNotOpen, TooManyAttempts, TryAgainLater, NotSignedIn.
    """

    vendors: Vendors
    files: KycFiles
    checks: KycChecks
    people: People
    desk: KycDesk
    throttle: Throttle
    clock: Clock
    ids: Ids
    commit: Commit

    async def __call__(self, message: StartVendorKyc) -> VendorStart:
        level, player_id = message.level, message.viewer.player_id
        checked_level(level)
        vendor = self.vendors.get(level)
        if vendor is None:
            raise VendorNotOffered
        file = await self.files.hold(player_id)
        if file is None:
            raise NotSignedIn
        now, case = self.clock.now(), file.case(level)
        if not case.may_start(now):
            raise KycNotOpen(case.status_at(now))
        facts = await self.people.facts(player_id)
        if facts.missing:
            raise DetailsRequired(facts.missing)
        starts = ThrottleRule(burst=self.desk.profile(file).kyc.starts_per_day, seconds=DAY_SECONDS)
        await self.throttle.take("kyc starts", str(player_id), starts)
        attempt = await self.checks.attempt(Attempt(self.ids.new(), player_id, level, vendor.name, now))
        await self.desk.settle(file, [case.started(now, vendor.name)], now)
        await self.commit()
        return await vendor.start(Applicant(str(attempt.id), level, facts))
