"""Thresholds are counted where money comes in: before an order is taken, and after a deposit was confirmed."""

from dataclasses import dataclass

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from app.dispatch import Dispatcher, Wiring
from app.platform import Platform
from app.wiring.payments import wire_payments
from domain.kyc import AssessKyc
from domain.payments import DepositNotice, DepositStarted, StartDeposit
from domain.shared import Dispatch, Handler, PlayerId


@dataclass(frozen=True, slots=True)
class AssessedFirst:
    """A requirement is open, and its gates are closed, before the next order looks at them.

    So it holds although a process may die between a confirmation and what follows it.
    """

    then: Handler[StartDeposit, DepositStarted]
    dispatch: Dispatch

    async def __call__(self, message: StartDeposit) -> DepositStarted:
        await self.dispatch(AssessKyc(message.player_id))
        return await self.then(message)


@dataclass(frozen=True, slots=True)
class AssessedAfter:
    """The player is told at once."""

    first: Handler[DepositNotice, None]
    dispatch: Dispatch
    pool: "asyncpg.Pool[asyncpg.Record]"

    async def __call__(self, message: DepositNotice) -> None:
        await self.first(message)
        player_id = await self.pool.fetchval("select player_id from deposits where id = $1", message.deposit_id)
        await self.dispatch(AssessKyc(PlayerId(player_id)))


def wire_deposits_with_thresholds(platform: Platform, kyc: Wiring) -> Wiring:
    """The two messages of payments that KYC stands around."""
    payments = wire_payments(platform)
    dispatch = Dispatcher(platform.sessions, kyc)

    def start_deposit(session: AsyncSession) -> AssessedFirst:
        return AssessedFirst(payments[StartDeposit](session), dispatch)

    def deposit_notice(session: AsyncSession) -> AssessedAfter:
        return AssessedAfter(payments[DepositNotice](session), dispatch, platform.pool)

    return {StartDeposit: start_deposit, DepositNotice: deposit_notice}
