"""Distinct types for ids, so that one is never passed for another."""

from typing import NewType
from uuid import UUID

PlayerId = NewType("PlayerId", UUID)
SessionId = NewType("SessionId", UUID)
GameId = NewType("GameId", UUID)
GameSessionId = NewType("GameSessionId", UUID)
RoundId = NewType("RoundId", UUID)
DepositId = NewType("DepositId", UUID)
WithdrawalId = NewType("WithdrawalId", UUID)
WalletId = NewType("WalletId", int)
