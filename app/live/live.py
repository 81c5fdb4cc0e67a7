"""Everything live of one process, opened and closed together."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg

from app.adapters.postgres.identity.account_follower import PostgresAccountFollower
from app.adapters.postgres.reference_rates import KeptRates
from app.adapters.postgres.responsible_gaming.play_follower import PostgresPlayFollower
from app.adapters.postgres.wallet.follow import PostgresWalletFollower
from app.adapters.postgres.wallet.ledger_reader import PostgresLedgerReader
from app.adapters.redis.broadcast import RedisBroadcast
from app.live.account_feed import LiveAccountFeed
from app.live.account_wakeups import AccountWakeups
from app.live.bus import Bus
from app.live.commit_publisher import CommitPublisher
from app.live.play_feed import LivePlayFeed
from app.live.play_wakeups import PlayWakeups
from app.live.relay import OutboxRelay
from app.live.wallet_feed import LiveWalletFeed
from app.live.wallet_wakeups import WalletWakeups
from app.settlement.commit_listener import CommitListener
from domain.identity import AccountFeed
from domain.jurisdiction import Profiles
from domain.kyc import KycFeed
from domain.responsible_gaming import PlayFeed, ReferenceRates
from domain.shared import Clock
from domain.wallet import WalletFeed


@dataclass(frozen=True, slots=True)
class Live:
    listener: CommitListener
    """For the settlement lanes."""
    feed: WalletFeed
    accounts: AccountFeed
    kyc: KycFeed
    play: PlayFeed
    player_news: AccountWakeups
    """To be told whose account was changed."""
    bus: Bus
    redis: RedisBroadcast | None
    """None: memory, one process only."""

    @property
    def ready(self) -> bool:
        """Whether the broker is there; without one nothing is lost, but news take as long as a poll."""
        return self.redis is None or self.redis.connected


@asynccontextmanager
async def open_live(
    redis_url: str | None,
    pool: "asyncpg.Pool[asyncpg.Record]",
    clock: Clock,
    rates: ReferenceRates | None = None,
) -> AsyncGenerator[Live, None]:
    """Close it after the lanes have stopped: what they committed last is still published. ``rates``: or indicative."""
    redis = RedisBroadcast(redis_url) if redis_url else None
    bus = Bus(redis)
    follower = PostgresWalletFollower(pool)
    wakeups = WalletWakeups(bus, follower)
    accounts = AccountWakeups(bus, PostgresAccountFollower(pool, clock, Profiles().strictest.session))
    publisher = CommitPublisher(bus, pool, accounts.tell)
    plays = PlayWakeups(bus, PostgresPlayFollower(pool, Profiles()))
    parts = (bus, wakeups, accounts, plays, publisher, OutboxRelay(bus, pool, clock))
    started: list[Bus | WalletWakeups | AccountWakeups | PlayWakeups | CommitPublisher | OutboxRelay] = []
    try:
        for part in parts:
            await part.start()
            started.append(part)
        feed = LiveWalletFeed(wakeups, PostgresLedgerReader(pool), follower)
        news = LiveAccountFeed(accounts)
        play = LivePlayFeed(plays, rates or KeptRates(), clock)
        yield Live(publisher, feed, news, news, play, accounts, bus, redis)
    finally:
        for part in reversed(started):
            await part.stop()
