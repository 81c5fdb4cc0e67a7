"""May this bet be placed: reality check, session time, pace, caps, and limits of money, in this order."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from domain.jurisdiction import JurisdictionProfile
from domain.responsible_gaming.limit import LimitKind
from domain.responsible_gaming.limits_in_force import Count, held, spend
from domain.responsible_gaming.pace import too_soon
from domain.responsible_gaming.play_state import PlaySession, PlayState
from domain.responsible_gaming.reference_rates import ReferenceRates, euro_down, euro_up
from domain.responsible_gaming.refusals import LimitExceeded, StakeAboveCap
from domain.responsible_gaming.stake import Stake
from domain.responsible_gaming.usage import Flow, Played
from domain.shared import Refusal, SessionId
from domain.wallet import GateClosed


def check_seconds(state: PlayState, profile: JurisdictionProfile) -> int:
    """The reality check's interval: the player's, or the profile's; zero: no checks."""
    if state.check_seconds is None:
        return profile.reality_check.default_minutes * 60
    if state.check_seconds == 0 and not profile.reality_check.may_be_off:
        return profile.reality_check.default_minutes * 60
    return state.check_seconds


def running(
    state: PlayState,
    wallets: Iterable[Played],
    profile: JurisdictionProfile,
    sign_in: SessionId | None,
    now: datetime,
) -> PlaySession | None:
    """The session that a bet of now would go on with; None: it begins another."""
    session = state.session
    if session is None:
        return None
    interval = check_seconds(state, profile)
    return None if session.ended(now, profile.session.idle_seconds, interval, sign_in, wallets) else session


def judge_bet(
    state: PlayState,
    session: PlaySession | None,
    wallets: Iterable[Played],
    stake: Stake,
    profile: JurisdictionProfile,
    rates: ReferenceRates,
    now: datetime,
) -> Refusal | Sequence[Count]:
    """A refusal, or the limits of play that it comes near.

    ``session`` is the ``running`` one, ``wallets`` all of the player's.

    A bet inside an open round is part of a game that has begun: it is asked for money only.
    """
    if not stake.continues:
        refusal = None if session is None else _time(state, session, wallets, profile, now)
        refusal = refusal or too_soon(state, stake, profile.play, now)
        if refusal is not None:
            return refusal
    if stake.minor <= 0:
        return ()
    return _cap(state, stake, profile, rates) or _money(state, wallets, stake, profile, rates, now)


def _time(
    state: PlayState, session: PlaySession, wallets: Iterable[Played], profile: JurisdictionProfile, now: datetime
) -> Refusal | None:
    limit = session_limit(state, profile)
    if limit is not None and session.elapsed(now) >= timedelta(seconds=limit):
        return LimitExceeded(
            LimitKind.SESSION_TIME,
            None,
            0,
            session.last_bet_at(wallets) + timedelta(seconds=profile.session.idle_seconds),
        )
    due = session.check_due_at(check_seconds(state, profile))
    if due is not None and due <= now:
        return GateClosed("bet", ("REALITY_CHECK",))
    return None


def session_limit(state: PlayState, profile: JurisdictionProfile) -> int | None:
    """Seconds that a play session may last; None: no limit."""
    return held(state, (LimitKind.SESSION_TIME, None), profile.limits)


def _cap(state: PlayState, stake: Stake, profile: JurisdictionProfile, rates: ReferenceRates) -> StakeAboveCap | None:
    """Until it is known which age a player has reached, every band's cap holds, so the strictest."""
    for cap in profile.play.stake_caps:
        if cap.category != stake.category:
            continue
        age = state.cap_age
        if age is not None and not (cap.from_age <= age and (cap.under_age is None or age < cap.under_age)):
            continue
        if stake.currency == cap.currency:
            above = stake.minor > cap.minor
        else:
            above = euro_up(rates, stake.currency, stake.minor) > euro_down(rates, cap.currency, cap.minor)
        if above:
            return StakeAboveCap(cap.minor, cap.currency)
    return None


def _money(
    state: PlayState,
    wallets: Iterable[Played],
    stake: Stake,
    profile: JurisdictionProfile,
    rates: ReferenceRates,
    now: datetime,
) -> LimitExceeded | Sequence[Count]:
    stake_limit = held(state, (LimitKind.STAKE, None), profile.limits)
    if stake_limit is not None and euro_up(rates, stake.currency, stake.minor) > stake_limit:
        return LimitExceeded(LimitKind.STAKE, None, stake_limit, None)
    return spend(state, wallets, Flow.PLAY, (stake.currency, stake.minor), profile, rates, now)
