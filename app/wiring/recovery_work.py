"""Recoveries that staff approved: settled when their waiting time is over."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.dispatch import Dispatcher
from app.jobs import Job, at_work
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from app.wiring.identity.recovery import wire_recovery
from domain.identity import SettleRecoveries

EVERY_SECONDS = 60.0

log = logging.getLogger(__name__)


@asynccontextmanager
async def recovery_work(platform: Platform) -> AsyncIterator[None]:
    """Entered by any number of processes at once."""
    dispatch = Dispatcher(platform.sessions, wire_recovery(IdentityParts(platform)))

    async def settle() -> None:
        if settled := await dispatch(SettleRecoveries()):
            log.info("recoveries: %d settled", settled)

    async with at_work(Job("recoveries", settle, EVERY_SECONDS)):
        yield
