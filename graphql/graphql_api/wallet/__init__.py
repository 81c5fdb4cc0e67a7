"""Wallets for clients: balances, history, and both live. Import the modules; this page stays empty."""
