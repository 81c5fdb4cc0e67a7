"""What the post office measures about itself, for Prometheus."""

from prometheus_client import Counter

MESSAGES = Counter(
    "croupier_messages",
    "Messages to people by what became of an attempt: sent, put_off, given_up, expired",
    ["channel", "outcome"],
)
