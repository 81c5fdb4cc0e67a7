"""The hub of players' limits and play: woken by news of the account, and by a poll that makes money's ticks."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import orjson

from app.live.account_mailbox import Mailbox
from app.live.account_wakeups import CHANNEL
from app.live.bus import GAP, Bus
from app.live.gauges import FOLLOWED_PLAY
from app.live.hub import POLL_SECONDS, Hub
from app.live.play_news import PlayFollower, PlayNews
from app.live.watch import Watch
from domain.shared import PlayerId


class PlayWatch(Watch[PlayerId, PlayNews]):
    """The newest reading; whoever follows is told to look, at every reading, for time moves too."""

    def __init__(self, player_id: PlayerId) -> None:
        super().__init__(player_id)
        self.news: PlayNews | None = None
        self.followed_by: set[Mailbox[None]] = set()

    def tell(self, news: PlayNews) -> None:
        self.news = news
        for mailbox in self.followed_by:
            mailbox.put(None)


class PlayWakeups(Hub[PlayerId, PlayNews, PlayWatch]):
    def __init__(self, bus: Bus, follower: PlayFollower, poll_seconds: float = POLL_SECONDS) -> None:
        async def read(batch: Sequence[Watch[PlayerId, PlayNews]]) -> Mapping[PlayerId, PlayNews]:
            return await follower.news([watch.key for watch in batch])

        super().__init__(PlayWatch, read, FOLLOWED_PLAY, poll_seconds)
        bus.listen(CHANNEL, self._receive)

    def _receive(self, message: str) -> None:
        if not self.followed:
            return
        if message == GAP:
            self.wake_all()
            return
        ids = [PlayerId(UUID(player_id)) for player_id in orjson.loads(message)]
        self.wake(watch for player_id in ids if (watch := self.find(player_id)))
