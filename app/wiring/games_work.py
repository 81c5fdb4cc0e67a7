"""What the games context does behind the requests: following the providers' catalogues, finishing sandbox rounds."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.dispatch import Dispatcher
from app.jobs import end
from app.platform import Platform
from app.sandbox.games.unfinished import Unfinished
from app.wiring.games import game_providers, wire_games
from app.wiring.sandbox_games import sandbox_table
from domain.games import GameProviderAway, GameUnavailable, SyncCatalogue
from domain.shared import Dispatch

FOLLOW_SECONDS = 600.0
AWAY_SECONDS = 0.5
"""The first pause after a provider that did not answer; each further one is twice as long."""
QUIET_TIMES = 3
"""At a start, the sandbox is not served yet: only what lasts is worth a warning."""

_log = logging.getLogger(__name__)


@asynccontextmanager
async def games_work(platform: Platform) -> AsyncIterator[None]:
    """Entered by any number of processes at once."""
    dispatch = Dispatcher(platform.sessions, wire_games(platform))
    tasks = [
        asyncio.create_task(_follow(dispatch, provider), name=f"catalogue of {provider}")
        for provider in game_providers(platform.settings)
    ]
    unfinished = None if platform.settings.production else Unfinished(sandbox_table(platform))
    if unfinished is not None:
        await unfinished.start()
    try:
        yield
    finally:
        if unfinished is not None:
            await unfinished.stop()
        await end(*tasks)


async def _follow(dispatch: Dispatch, provider: str) -> None:
    away = 0
    while True:
        pause = FOLLOW_SECONDS
        try:
            change = await dispatch(SyncCatalogue(provider))
            away = 0
            _log.info("catalogue of %s: %s games, %s withdrawn", provider, change.listed, change.withdrawn)
        except (GameProviderAway, GameUnavailable) as refused:
            away += 1
            pause = min(AWAY_SECONDS * 2 ** (away - 1), FOLLOW_SECONDS)
            if away >= QUIET_TIMES:
                _log.warning("%s does not list its games: %s", provider, refused.code)
        except Exception:
            _log.exception("the catalogue of %s could not be followed", provider)
            pause = AWAY_SECONDS * 10
        await asyncio.sleep(pause)
