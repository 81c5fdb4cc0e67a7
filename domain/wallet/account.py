"""Accounts and postings."""

from enum import IntEnum
from typing import NamedTuple


class Account(IntEnum):
    """Where money stands. Below 100 a player's accounts, per currency; from 100 the house's own, told apart by party.

    House balances are never stored: they are the sums of their postings.
    """

    CASH = 1
    IN_PLAY = 2
    WITHDRAWAL_HOLD = 3
    VAULT = 4

    GAME_RESULT = 101
    PAYMENT_CLEARING = 102
    ADJUSTMENT = 103


class Posting(NamedTuple):
    """``amount_minor`` added to one account; a transaction's postings sum to zero.

    ``party`` names whose house account it is (a game provider, a payment provider), and is empty for a player's own.
    """

    account: Account
    amount_minor: int
    party: str = ""
