"""Recoveries that staff approved: settled when their waiting time is over."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import asyncpg
from sqlalchemy.exc import SQLAlchemyError

from app.dispatch import Dispatcher
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from app.wiring.identity.recovery import wire_recovery
from domain.identity import SettleRecoveries
from domain.shared import Dispatch

EVERY_SECONDS = 60.0
AWAY = (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)

log = logging.getLogger(__name__)


@asynccontextmanager
async def recovery_work(platform: Platform) -> AsyncIterator[None]:
    """Entered by any number of processes at once."""
    dispatch = Dispatcher(platform.sessions, wire_recovery(IdentityParts(platform)))
    task = asyncio.create_task(_settle(dispatch), name="recoveries")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _settle(dispatch: Dispatch) -> None:
    while True:
        try:
            if settled := await dispatch(SettleRecoveries()):
                log.info("recoveries: %d settled", settled)
        except AWAY as error:
            log.warning("recoveries wait: database away: %s", type(error).__name__)
        except Exception:
            log.exception("recoveries could not be settled; they are tried again")
        await asyncio.sleep(EVERY_SECONDS)
