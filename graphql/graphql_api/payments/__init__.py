"""Deposits and withdrawals for clients. Import the modules; this page stays empty."""
