"""TON wallets that sign in: TON Connect's ``ton_proof``."""
