"""What KYC needs from outside. Every port of one handler shares that handler's transaction, except vendors."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from domain.jurisdiction import JurisdictionProfile, KycLevel, ThrottleRule
from domain.kyc.applicant import Applicant, Attempt, PersonalFacts, VendorStart
from domain.kyc.case import KycCase
from domain.kyc.check import KycCheck, Verdict
from domain.kyc.file import KycFile
from domain.kyc.requirement import KycRequirement, Paid
from domain.shared import PlayerId


class KycVendor(Protocol):
    """A company that checks people. Its webhook authenticates what it gets and dispatches RecordVerdict."""

    @property
    def name(self) -> str:
        """As stored: ``sumsub``, ``veriff``, ``sandbox``."""
        ...

    @property
    def levels(self) -> Collection[KycLevel]:
        """Those that it can check."""
        ...

    async def start(self, applicant: Applicant) -> VendorStart:
        """Opens (or goes on with) the vendor's examination of ``applicant.reference``.

        Called outside any transaction. Raises TryAgainLater when the vendor is away or refuses.
        """
        ...

    async def verdict(self, external_id: str) -> Verdict | None:
        """What the vendor says now of this applicant or session, asked anew; None: nothing yet.

        Raises TryAgainLater.
        """
        ...


class KycFiles(Protocol):
    async def hold(self, player_id: PlayerId) -> KycFile | None:
        """The file, under the lock that the settlement lane takes, until this transaction ends; None: nobody."""
        ...

    async def get(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, KycFile]:
        """Those of ``ids`` that exist, as they are now, without a lock."""
        ...

    async def save(self, case: KycCase) -> None:
        """Only while the file is held."""
        ...

    async def add_requirement(self, requirement: KycRequirement) -> None:
        """Only while the file is held."""
        ...

    async def assessed(
        self, file: KycFile, block: Collection[str], unblock: Collection[str], now: datetime, *, news: bool
    ) -> None:
        """Close and open gates, and keep when and by which profile this was decided. Only while the file is held.

        ``news``: something in the file differs; whoever follows the account is told after the commit.
        """
        ...


class KycChecks(Protocol):
    async def attempt(self, attempt: Attempt) -> Attempt:
        """Keep it, or answer the one that this player has with this vendor for this level already."""
        ...

    async def attempt_of(self, vendor: str, reference: str) -> Attempt | None: ...

    async def add(self, check: KycCheck, attempt: UUID) -> bool:
        """False: this very verdict of the attempt (its time and answer) is there already, and nothing was written."""
        ...

    async def of(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, Sequence[KycCheck]]:
        """The newest first, at most a hundred of each."""
        ...


class KycQueue(Protocol):
    async def waiting(self, limit: int) -> Sequence[KycCase]:
        """For staff: submitted or in review, the oldest first."""
        ...

    async def due(self, now: datetime, limit: int) -> Sequence[PlayerId]:
        """Whose file must be assessed anew: what has expired, and requirements that have come due since."""
        ...

    async def behind(self, limit: int) -> Sequence[PlayerId]:
        """Who was never assessed, or by another profile, or another version of it, than the one they are under."""
        ...


class People(Protocol):
    async def facts(self, player_id: PlayerId) -> PersonalFacts:
        """Of somebody whose file is held, so that it exists."""
        ...

    async def facts_of(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, PersonalFacts]: ...


class Profiles(Protocol):
    def of(self, code: str, version: int) -> JurisdictionProfile: ...


class Deposits(Protocol):
    async def paid(
        self, ids: Collection[PlayerId], windows: Collection[int | None], now: datetime
    ) -> Mapping[PlayerId, Sequence[Paid]]:
        """Confirmed deposits and paid withdrawals of each player, window and currency, where there are any."""
        ...


class IdentityFollower(Protocol):
    """Whoever goes by whether a person is known: the stake caps by age."""

    async def follow(self, player_id: PlayerId, profile: JurisdictionProfile, now: datetime, *, verified: bool) -> None:
        """At the end of each change and each assessment of a file, which is held; commits with it.

        ``verified``: the identity, and with it the birth date, stands approved now. ``profile``: the player's.
        """
        ...


class Evidence(Protocol):
    async def has(self, player_id: PlayerId, level: KycLevel) -> bool:
        """Whether the player uploaded something that staff can judge this level by."""
        ...

    async def valid_until(self, player_id: PlayerId, level: KycLevel) -> date | None:
        """The last day of the newest document of this level that says one; None: none does."""
        ...


class StaffLog(Protocol):
    async def note(self, player_id: PlayerId, level: KycLevel, action: str, staff: str, reason: str) -> None:
        """Who did, or looked at, what: kept for good. ``action``: VIEWED, APPROVED, REJECTED_RETRY, REJECTED_FINAL."""
        ...


class Throttle(Protocol):
    async def take(self, bucket: str, key: str, rule: ThrottleRule) -> None:
        """Raises TooManyAttempts."""
        ...


Vendors = Mapping[KycLevel, KycVendor]
"""Who checks which level, where somebody does."""
