"""What the wallet's resolvers need besides messages."""

from domain.wallet import WalletFeed
from graphql_api.core import Port

WALLET_FEED: Port[WalletFeed] = Port("wallet_feed")
