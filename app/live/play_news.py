"""What a player's play and limits look like to those who follow them, and what is new in it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from domain.jurisdiction import JurisdictionProfile
from domain.responsible_gaming import (
    LimitKey,
    LimitNear,
    LimitReached,
    LimitSetting,
    LimitView,
    Nearness,
    Played,
    PlayEvent,
    PlayState,
    PlayView,
    RealityCheckDue,
    ReferenceRates,
    SessionSummary,
    SessionSummaryTick,
    nearness,
    play_view,
    views,
)
from domain.shared import PlayerId, SessionId

SOONEST = timedelta(seconds=3)
"""Between two ticks of money that moves."""
LATEST = timedelta(minutes=1)
"""Between two ticks while nothing moves but time."""


@dataclass(frozen=True, slots=True)
class PlayNews:
    profile: JurisdictionProfile
    state: PlayState
    played: Sequence[Played]
    settings: tuple[LimitSetting, ...]

    def view(self, session_id: SessionId | None, rates: ReferenceRates, now: datetime) -> PlayView:
        return play_view(self.state, self.played, self.profile, rates, session_id, now)

    def limits(self, play: PlayView, rates: ReferenceRates, now: datetime) -> tuple[LimitView, ...]:
        return views(self.settings, self.state, self.played, self.profile, rates, play, now)


class PlayFollower(Protocol):
    async def news(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, PlayNews]:
        """Of those that exist."""
        ...


@dataclass(slots=True)
class PlayTeller:
    """Compares readings for one client, so nothing depends on when or how often a wake-up comes.

    A client that comes back gets a teller of its own: first the session in play and a check that waits.
    """

    session_id: SessionId
    rates: ReferenceRates
    _told: SessionSummary | None = None
    _told_at: datetime | None = None
    _due_at: datetime | None = None
    _near: dict[LimitKey, Nearness] | None = field(default=None)

    def events(self, news: PlayNews, now: datetime) -> Iterator[PlayEvent]:
        play = news.view(self.session_id, self.rates, now)
        if self._moved(play.summary, now):
            self._told, self._told_at = play.summary, now
            yield SessionSummaryTick(play.summary)
        due_at = play.due_at if play.due(now) else None
        if due_at is not None and play.summary is not None and due_at != self._due_at:
            yield RealityCheckDue(due_at, play.summary)
        self._due_at = due_at
        yield from self._limits(news, play, now)

    def _moved(self, summary: SessionSummary | None, now: datetime) -> bool:
        if summary is None or self._told is None or self._told_at is None:
            return (summary is None) != (self._told is None)
        told = (self._told.started_at, self._told.wagered_euro_minor, self._told.won_euro_minor)
        moved = told != (summary.started_at, summary.wagered_euro_minor, summary.won_euro_minor)
        return now - self._told_at >= (SOONEST if moved else LATEST)

    def _limits(self, news: PlayNews, play: PlayView, now: datetime) -> Iterator[PlayEvent]:
        strictest: dict[LimitKey, LimitView] = {}
        for view in news.limits(play, self.rates, now):
            known = strictest.get((view.kind, view.period))
            if known is None or view.amount.value < known.amount.value:
                strictest[view.kind, view.period] = view
        before, self._near = self._near, {key: nearness(view, news.profile) for key, view in strictest.items()}
        for key, near in self._near.items():
            if before is not None and near.value > before.get(key, Nearness.FAR).value:
                yield LimitReached(strictest[key]) if near is Nearness.REACHED else LimitNear(strictest[key])
