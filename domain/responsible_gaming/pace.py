"""How fast one game may follow another, and whether two slots may be played at once."""

from collections.abc import Mapping
from datetime import datetime

from domain.jurisdiction import PlayRules
from domain.responsible_gaming.play_state import Cycle, PlayState
from domain.responsible_gaming.refusals import AnotherSlotOpen, TooSoon
from domain.responsible_gaming.stake import Stake
from domain.shared import Refusal

SLOTS = "SLOTS"


def too_soon(state: PlayState, stake: Stake, rules: PlayRules, now: datetime) -> Refusal | None:
    """A cycle is measured from the start of a game to the start of the next (UK RTS 14D, 14G).

    Where only one slot may be played at a time all slots share one cycle, and an open game of another session keeps
    this one shut for as long as ``simultaneous_seconds``: an abandoned one is not being played.
    """
    last = state.cycles.get(_track(stake, rules)) if state.cycles else None
    if last is None:
        return None
    elapsed = milliseconds(now) - last.started_ms
    played_elsewhere = last.open and last.game_session != stake.game_session
    if _single(stake, rules) and played_elsewhere and elapsed < rules.simultaneous_seconds * 1_000:
        return AnotherSlotOpen()
    wait = cycle_ms(stake.category, rules) - elapsed
    return TooSoon(wait) if wait > 0 else None


def begun(cycles: Mapping[str, Cycle], stake: Stake, rules: PlayRules, now: datetime) -> Mapping[str, Cycle]:
    """The cycles after a game of now; nothing is kept for what no rule asks for."""
    if not cycle_ms(stake.category, rules) and not _single(stake, rules):
        return cycles
    longest = max(max(rules.cycle_ms.values(), default=0), rules.simultaneous_seconds * 1_000)
    at = milliseconds(now)
    kept = {track: cycle for track, cycle in cycles.items() if at - cycle.started_ms < longest}
    kept[_track(stake, rules)] = Cycle(at, stake.round, stake.game_session, True)
    return kept


def closed(cycles: Mapping[str, Cycle], round_: str) -> Mapping[str, Cycle]:
    """The cycles after the end of a round."""
    for track, cycle in cycles.items():
        if cycle.round == round_ and cycle.open:
            return {**cycles, track: cycle._replace(open=False)}
    return cycles


def cycle_ms(category: str, rules: PlayRules) -> int:
    return rules.cycle_ms.get(category, rules.cycle_ms.get("*", 0))


def milliseconds(now: datetime) -> int:
    return int(now.timestamp() * 1_000)


def _single(stake: Stake, rules: PlayRules) -> bool:
    return stake.category == SLOTS and not rules.simultaneous_slots


def _track(stake: Stake, rules: PlayRules) -> str:
    return SLOTS if _single(stake, rules) else stake.game
