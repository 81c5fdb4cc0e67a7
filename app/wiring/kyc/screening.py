"""Screening against the list of the settings, and the work that asks anew."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.kyc.screenings import PostgresScreenings
from app.dispatch import Dispatcher, Wiring
from app.jobs import Job, at_work
from app.platform import Platform
from app.wiring.kyc.parts import KycParts
from domain.kyc import FindScreeningsDue, ScreenAgain
from domain.kyc.use_cases.screen_again import FindScreeningsDueHandler, ScreenAgainHandler
from domain.shared import Dispatch

EVERY_SECONDS = 60.0


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
    async with at_work(Job("screening", partial(screen_due, dispatch), EVERY_SECONDS)):
        yield
