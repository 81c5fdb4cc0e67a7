"""What money that moved means for a player's limits and session."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.jurisdiction import JurisdictionProfile
from domain.responsible_gaming.limit import Window, window
from domain.responsible_gaming.limits_in_force import Count, flows, used
from domain.responsible_gaming.pace import begun, closed
from domain.responsible_gaming.play_state import Pending, PlaySession, PlayState
from domain.responsible_gaming.play_usage import by_currency, rolled, taken_back
from domain.responsible_gaming.reference_rates import ReferenceRates
from domain.responsible_gaming.stake import PlayedRound, Stake
from domain.responsible_gaming.usage import Flow, FlowKey, Played, PlayedWallet, Usage, counted, spent_back, won_back
from domain.wallet import Event, TransactionKind


def after_bet(
    state: PlayState,
    running: PlaySession | None,
    wallets: Collection[Played],
    stake: Stake,
    profile: JurisdictionProfile,
    now: datetime,
) -> PlayState:
    """``running``: the session that the bet goes on with; ``wallets``: all of the player's, as they were before.

    The same state where only the wallets have to change.
    """
    session = _session(running, wallets, stake, now)
    cycles = state.cycles if stake.continues else begun(state.cycles, stake, profile.play, now)
    usage = state.usage
    if stake.minor > 0 and (usage or profile.limits.operator_euro_minor):
        wallet = next(wallet for wallet in wallets if wallet.currency == stake.currency)
        usage = _each(state, Flow.PLAY, profile, now, lambda usage, window_: rolled(usage, window_, wallet))
    if session is state.session and usage is state.usage and cycles is state.cycles:
        return state
    return PlayState(  # by name, not by replace: where a game's pace is kept, one is made for every bet
        state.player_id, state.limits, usage, state.pending, cycles, session, state.check_seconds, state.cap_age
    )


def _session(session: PlaySession | None, wallets: Collection[Played], stake: Stake, now: datetime) -> PlaySession:
    if session is None:
        before = {wallet.currency: (wallet.staked, wallet.won) for wallet in wallets}
        return PlaySession(stake.sign_in, now, now, None, before)
    if stake.minor > 0 and session.sign_in == stake.sign_in:
        return session
    return replace(session, sign_in=stake.sign_in, noted_bet_at=max(now, session.noted_bet_at))


def after_round(
    state: PlayState,
    wallets: Collection[Played],
    kind: TransactionKind,
    amount_minor: int,
    currency: str,
    played: PlayedRound,
    profile: JurisdictionProfile,
    now: datetime,
) -> PlayState:
    """A win, a rollback, or the end of a round; ``amount_minor`` is what it changed cash by.

    ``wallets`` as they were before.
    """
    count = _of_round(wallets, kind, amount_minor, currency, played)
    usage = state.usage if count is None else _each(state, Flow.PLAY, profile, now, count)
    cycles = closed(state.cycles, played.round) if played.closes else state.cycles
    if usage is state.usage and cycles is state.cycles:
        return state
    return replace(state, usage=usage, cycles=cycles)


def _of_round(
    wallets: Collection[Played], kind: TransactionKind, amount_minor: int, currency: str, played: PlayedRound
) -> Callable[[Usage, Window], Usage] | None:
    before = by_currency(wallets)
    if kind is TransactionKind.WIN:
        return lambda usage, window_: rolled(usage, window_, before[currency])
    after = by_currency(moved(wallets, kind, amount_minor, currency))
    if kind is TransactionKind.WIN_ROLLBACK:
        return lambda usage, window_: taken_back(
            usage, before, after, lambda plain: won_back(plain, window_, currency, -amount_minor)
        )
    if kind is TransactionKind.BET_ROLLBACK:
        since = 0 if played.opened_at is None else int(played.opened_at.timestamp())
        return lambda usage, window_: taken_back(
            usage, before, after, lambda plain: spent_back(plain, window_, currency, amount_minor, since)
        )
    return None


def moved(wallets: Iterable[Played], kind: TransactionKind, amount_minor: int, currency: str) -> Sequence[Played]:
    """The wallets as a rollback leaves them."""
    staked = amount_minor if kind is TransactionKind.BET_ROLLBACK else 0
    won = amount_minor if kind is TransactionKind.WIN_ROLLBACK else 0
    return [
        PlayedWallet(currency, wallet.staked - staked, wallet.won + won, wallet.last_bet_at)
        if wallet.currency == currency
        else wallet
        for wallet in wallets
    ]


def after_order(
    state: PlayState, deposit: str, currency: str, minor: int, profile: JurisdictionProfile, now: datetime
) -> PlayState:
    """An ordered deposit reserves its amount; what nobody paid in time is forgotten."""
    since = (now - timedelta(hours=profile.limits.order_hours)).timestamp()
    pending = {key: one for key, one in state.pending.items() if one.at > since}
    return replace(state, pending={**pending, deposit: Pending(currency, minor, int(now.timestamp()))})


def after_deposit(
    state: PlayState, deposit: str, currency: str, credited_minor: int, profile: JurisdictionProfile, now: datetime
) -> PlayState:
    """A deposit was confirmed (it counts from now) or failed (``credited_minor`` of zero: its room is free again)."""
    pending = {key: one for key, one in state.pending.items() if key != deposit}
    usage = state.usage
    if credited_minor:
        usage = _each(
            state,
            Flow.DEPOSIT,
            profile,
            now,
            lambda usage, window_: counted(usage, window_, currency, spent=credited_minor),
        )
    if usage is state.usage and len(pending) == len(state.pending):
        return state
    return replace(state, pending=pending, usage=usage)


def limit_events(
    before: PlayState,
    wallets: Iterable[Played],
    later: Iterable[Count],
    profile: JurisdictionProfile,
    rates: ReferenceRates,
    now: datetime,
) -> tuple[Event, ...]:
    """LimitNear and LimitReached, once each: with the movement that carries usage over the mark.

    ``before`` and ``wallets`` are as it found them; ``later``: what counts after it.
    """
    events = []
    for count in later:
        if not count.near(profile.limits):
            continue
        was = count._replace(used=used(before, by_currency(wallets), count.key, profile, rates, now))
        if was.used < count.value <= count.used:
            name = "LimitReached"
        elif not was.near(profile.limits):
            name = "LimitNear"
        else:
            continue
        kind, period = count.key
        facts: dict[str, str | int | bool | None] = {
            "playerId": str(before.player_id),
            "kind": kind.value,
            "period": period.value if period else None,
            "limit": count.value,
            "used": count.used,
        }
        events.append(Event(name, facts))
    return tuple(events)


NOTHING: Usage = {}


def _each(
    state: PlayState,
    flow: Flow,
    profile: JurisdictionProfile,
    now: datetime,
    count: Callable[[Usage, Window], Usage],
) -> Mapping[FlowKey, Usage]:
    """Every window of ``flow`` that counts for this player, counted."""
    if not state.usage and not profile.limits.operator_euro_minor:
        return state.usage  # which is how most players play
    changed = dict(state.usage)
    for key in flows(state, profile.limits):
        if key[0] is flow:
            before = changed.get(key, NOTHING)
            after = count(before, window(key[1], now, rolling=profile.limits.rolling))
            if after is not before:
                changed[key] = after
    return state.usage if all(changed[key] is state.usage.get(key) for key in changed) else changed
