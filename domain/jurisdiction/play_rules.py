"""What a jurisdiction asks of limits, time, speed and stakes."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LimitRules:
    kinds: tuple[str, ...]
    """On offer: DEPOSIT (gross), LOSS (net), WAGER, STAKE (one bet), BALANCE, SESSION_TIME."""
    periods: tuple[str, ...]
    """DAY (24 hours), WEEK (7 days), MONTH; several may be set, and each holds (UK RTS 12, annex)."""
    rolling: bool
    """The window ends now and moves with the clock; otherwise it starts at midnight, Monday, or the first, in UTC."""
    loosen_hours: int
    """From asking for a looser limit until it may be confirmed (GLI-19 A.3.7(c): 24 hours)."""
    confirm_days: int
    """Then it may be confirmed for so long; silence keeps the stricter one."""
    one_of: tuple[str, ...]
    """Before the first deposit one of these kinds must be set; empty: none must."""
    prompt_at: str
    """REGISTRATION or FIRST_DEPOSIT: when the player sets one, or says that none is wanted (UK RTS 12A)."""
    reprompt_months: int
    review_months: int
    operator_euro_minor: Mapping[tuple[str, str], int]
    """By kind and period (empty for a kind without), what holds for everybody unless staff say otherwise."""
    near_percent: int
    """From this part of a limit on the player is told that it is near."""
    order_hours: int
    """So long an ordered deposit that nobody pays keeps its room in the limits."""


@dataclass(frozen=True, slots=True)
class ExclusionRules:
    time_out_hours: tuple[int, ...]
    """On offer; each begins at once and ends by itself."""
    self_exclusion_months: tuple[int, ...]
    permanent: bool
    """Whether a self-exclusion may be for good."""
    early_end: bool
    """Whether a self-exclusion may end before its time at all, on a stated reason and after the waits below (MGA)."""
    answer_days: int
    """Within so many days a request to end is answered."""
    definite_wait_hours: int
    indefinite_wait_hours: int
    """From the answer until play is possible again."""
    return_wait_hours: int
    """After a self-exclusion has run out: from the player's word until gates open; it never ends by silence."""
    register: str | None
    """The national register that must be asked at sign-up, sign-in and before marketing."""
    keeps_sign_in: bool
    """Whether an excluded player may sign in, to be paid out (GLI-19 A.3.8); otherwise the login gate is closed too."""


@dataclass(frozen=True, slots=True)
class RealityCheckRules:
    minutes: tuple[int, ...]
    """On offer to the player."""
    default_minutes: int
    may_be_off: bool


@dataclass(frozen=True, slots=True)
class StakeCap:
    """In games of ``category``, for players from ``from_age`` to under ``under_age`` years (None: no end)."""

    category: str
    from_age: int
    under_age: int | None
    currency: str
    minor: int


@dataclass(frozen=True, slots=True)
class PlayRules:
    cycle_ms: Mapping[str, int]
    """By game category, the least time from the start of one game to that of the next; ``*``: any other; zero: none."""
    stake_caps: tuple[StakeCap, ...]
    simultaneous_slots: bool
    simultaneous_seconds: int
    """Where they may not: so long an open slot game keeps the other slots shut; later it counts as abandoned."""
    autoplay: bool


@dataclass(frozen=True, slots=True)
class BonusRules:
    """What an offer may ask and promise at most."""

    most_wagering: int | None
    """Times the bonus (UK SR 5.1.1: 10 from 19 January 2026); None: no bound."""
    mixed_products: bool
    """Whether one offer may ask for play in several products (UK SR 5.1.1(3b): not)."""
    one_ever: bool
    """Whether a player gets one bonus in a lifetime (Sweden)."""
    win_caps: bool
    """Whether what was won may be capped once an offer's terms are met (GLI-19 A.5.3(c): not)."""


DEMO_PLAY = "DEMO_PLAY"
"""A feature: games with play money."""
