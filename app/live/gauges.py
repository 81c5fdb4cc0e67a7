"""What live updates measure about themselves, for Prometheus."""

from prometheus_client import Counter, Gauge

FOLLOWED_WALLETS = Gauge(
    "croupier_live_followed_wallets", "Wallets that somebody follows in this process", multiprocess_mode="livesum"
)
READS = Counter("croupier_live_reads", "Reads of the ledger for those who follow; one covers many wallets")
BUS_AWAY = Counter("croupier_live_bus_away", "Batches that the bus did not take; the relay publishes them")
LEFT_BEHIND = Counter("croupier_outbox_left_behind", "Outbox rows that the relay had to publish")
FOLLOWED_ACCOUNTS = Gauge(
    "croupier_live_followed_accounts", "Accounts that somebody follows in this process", multiprocess_mode="livesum"
)
FOLLOWED_PLAY = Gauge(
    "croupier_live_followed_play", "Players whose play somebody follows in this process", multiprocess_mode="livesum"
)
