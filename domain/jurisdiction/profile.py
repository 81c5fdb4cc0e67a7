"""The profile: every number of a regulator that a use case needs, never a literal in the use case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.jurisdiction.age import whole_years
from domain.jurisdiction.house_rules import ComplaintRules, LocationRules, RetentionRules
from domain.jurisdiction.kyc_rules import KycRules
from domain.jurisdiction.play_rules import BonusRules, ExclusionRules, LimitRules, PlayRules, RealityCheckRules


@dataclass(frozen=True, slots=True)
class RegistrationField:
    """``name`` as in RegisterInput; optional fields may be left out (GLI-19 2.5.2(a): both kinds are marked)."""

    name: str
    required: bool


@dataclass(frozen=True, slots=True)
class SessionRules:
    access_seconds: int
    """How long an access token holds."""
    refresh_days: int
    """A session ends this long after its sign-in, however busy: full authentication again (GLI-19 2.5.4: 30 days)."""
    refresh_grace_seconds: int
    """A spent refresh token still answers for so long: a lost answer, or two tabs."""
    proof_seconds: int
    """How long a step-up holds, for its session."""
    idle_seconds: int
    """Without a sign of its player the session locks (GLI-19 2.5.4: 30 minutes)."""


@dataclass(frozen=True, slots=True)
class ThrottleRule:
    """A bucket of ``burst``, filled evenly at ``burst`` in ``seconds``."""

    burst: int
    seconds: int


@dataclass(frozen=True, slots=True)
class SignInRules:
    methods: tuple[str, ...]
    """The ways in that are offered, by ``domain.identity.SignInMethod``."""
    lock_failures: int
    lock_window_seconds: int
    """So many failures within this window lock an account (GLI-19 2.5.3(d): 3 in 30 minutes)."""
    failures_per_subject: int
    """More failures at one account within that window have to wait, unless from a device that it knows."""
    per_address: ThrottleRule
    """Failed sign-ins from one network address; whole households share one."""
    everywhere: ThrottleRule
    """Sign-ins of all people together: what the platform is built to hash."""
    outside_proof_seconds: int
    """How old a proof may be that Telegram or a wallet dated; it is taken once."""
    linked_methods: int
    """How many other ways in one account may have."""


@dataclass(frozen=True, slots=True)
class CodeRules:
    """Codes that are sent to a person or read from an app, and the challenges they answer."""

    seconds: int
    attempts: int
    per_recipient: ThrottleRule
    """Messages with codes to one address or number: each costs money and patience."""
    per_address: ThrottleRule
    """And asked for from one network address."""
    recovery_codes: int


@dataclass(frozen=True, slots=True)
class RegistrationRules:
    fields: tuple[RegistrationField, ...]
    per_address: ThrottleRule
    """Each registration costs a slow hash and a message."""
    per_device: ThrottleRule
    ticket_seconds: int
    """How long a proof from outside waits for its owner to fill the form and to type the code."""


@dataclass(frozen=True, slots=True)
class AccountRules:
    email_revert_days: int
    """For so long the old mailbox can take an e-mail change back."""
    profile_changes: ThrottleRule
    """Changes of a player's own record."""
    export_link_seconds: int
    """How long the link to an export of all data holds."""
    export_days: int
    """Then an export that nobody fetched is deleted."""
    erase_after_days: int
    """After closing, what the law asks to keep no longer is erased (GLI-19 A.3.4 leaves the number to the law)."""
    recovery_wait_hours: int
    """From the approval of a recovery until the second factor goes: time for its owner to stop it."""
    visit_days: int
    """How long the access log keeps the addresses of visits that reached no account."""


@dataclass(frozen=True, slots=True)
class WithdrawalRules:
    automatic_minor: Mapping[str, int]
    """By currency, the largest withdrawal in minor units that staff need not review; one that is missing: always."""


@dataclass(frozen=True, slots=True)
class JurisdictionProfile:
    code: str
    version: int
    """Grows with every change, so that a record can say by which numbers it was judged."""
    minimum_age_years: int
    currencies: tuple[str, ...]
    """What a player may hold, the most usual first."""
    blocked_countries: frozenset[str]
    """ISO 3166-1 alpha-2; residents are refused at registration."""
    terms_version: str
    privacy_version: str
    session: SessionRules
    sign_in: SignInRules
    codes: CodeRules
    registration: RegistrationRules
    account: AccountRules
    withdrawals: WithdrawalRules
    kyc: KycRules
    limits: LimitRules
    exclusions: ExclusionRules
    reality_check: RealityCheckRules
    play: PlayRules
    location: LocationRules
    complaints: ComplaintRules
    retention: RetentionRules
    bonuses: BonusRules
    features: frozenset[str]
    """What is on at all; whatever is not named is off (tips between players: GLI-19 2.5.6(f))."""
    countries: frozenset[str] = frozenset()
    """Whose residents are under it; empty: everybody's who has no profile of their own."""

    def old_enough(self, birth_date: date, today: date) -> bool:
        """Whether the minimum age is reached today; who was born on 29 February comes of age on 1 March."""
        return whole_years(birth_date, today) >= self.minimum_age_years
