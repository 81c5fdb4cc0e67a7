"""Screening against the list of the settings, and the work that asks anew."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import asyncpg
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.kyc.screenings import PostgresScreenings
from app.dispatch import Dispatcher, Wiring
from app.platform import Platform
from app.wiring.kyc.parts import KycParts
from domain.kyc import FindScreeningsDue, ScreenAgain
from domain.kyc.use_cases.screen_again import FindScreeningsDueHandler, ScreenAgainHandler
from domain.shared import Dispatch

EVERY_SECONDS = 60.0
AWAY = (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)

log = logging.getLogger(__name__)


def wire_screening(platform: Platform) -> Wiring:
    parts, clock = KycParts(platform), platform.clock

    def screen_again(session: AsyncSession) -> ScreenAgainHandler:
        return ScreenAgainHandler(parts.files(session), parts.desk(session), clock, session.commit)

    def find_due(session: AsyncSession) -> FindScreeningsDueHandler:
        memory = PostgresScreenings(session, platform.identity.cipher)
        return FindScreeningsDueHandler(memory, platform.profiles.present.values(), clock)

    return {ScreenAgain: screen_again, FindScreeningsDue: find_due}


async def screen_due(dispatch: Dispatch) -> None:
    """Everybody whose time has come; any number of processes may do it at once."""
    while ids := await dispatch(FindScreeningsDue()):
        for player_id in ids:
            await dispatch(ScreenAgain(player_id))


@asynccontextmanager
async def screening_work(platform: Platform) -> AsyncIterator[None]:
    """Nothing where no list is set."""
    if platform.settings.screening_list is None:
        yield
        return
    dispatch = Dispatcher(platform.sessions, wire_screening(platform))
    task = asyncio.create_task(_again(dispatch, platform.settings.screening_list), name="screening")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _again(dispatch: Dispatch, path: Path) -> None:
    while True:
        try:
            await screen_due(dispatch)
        except AWAY as error:
            log.warning("screening: database away: %s", type(error).__name__)
        except Exception:
            log.exception("screening against %s failed; it is tried again", path.name)
        await asyncio.sleep(EVERY_SECONDS)
