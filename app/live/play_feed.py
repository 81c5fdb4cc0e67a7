"""The feed of limits and play that clients follow."""

from collections.abc import AsyncGenerator

from app.live.account_mailbox import Mailbox
from app.live.play_news import PlayTeller
from app.live.play_wakeups import PlayWakeups
from domain.responsible_gaming import LimitsChanged, PlayEvent, ReferenceRates
from domain.shared import Clock, NotSignedIn, PlayerId, SessionId


class LivePlayFeed:
    """Implements PlayFeed."""

    def __init__(self, wakeups: PlayWakeups, rates: ReferenceRates, clock: Clock) -> None:
        self._wakeups = wakeups
        self._rates = rates
        self._clock = clock

    async def play(self, player_id: PlayerId, session_id: SessionId) -> AsyncGenerator[PlayEvent, None]:
        teller = PlayTeller(session_id, self._rates)
        async with self._wakeups.watch(player_id) as watch:
            mailbox: Mailbox[None] = Mailbox(1)
            watch.followed_by.add(mailbox)
            try:
                while True:
                    if watch.news is None:
                        raise NotSignedIn
                    for event in teller.events(watch.news, self._clock.now()):
                        yield event
                    await mailbox.take()
            finally:
                watch.followed_by.discard(mailbox)

    async def limits(self, player_id: PlayerId) -> AsyncGenerator[LimitsChanged, None]:
        async with self._wakeups.watch(player_id) as watch:
            mailbox: Mailbox[None] = Mailbox(1)
            watch.followed_by.add(mailbox)
            shown: tuple[object, ...] | None = None
            try:
                while True:
                    if watch.news is None:
                        raise NotSignedIn
                    now = self._clock.now()
                    open_offers = [setting.open_offer(now) for setting in watch.news.settings]
                    present = (watch.news.settings, watch.news.profile, open_offers)
                    if present != shown:  # an offer that nobody confirmed in time is news too
                        shown = present
                        play = watch.news.view(None, self._rates, now)
                        yield LimitsChanged(watch.news.limits(play, self._rates, now))
                    await mailbox.take()
            finally:
                watch.followed_by.discard(mailbox)
