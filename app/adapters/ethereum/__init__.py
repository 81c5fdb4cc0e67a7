"""Ethereum accounts that sign in: EIP-4361 messages, EIP-191 signatures, EIP-55 addresses."""
