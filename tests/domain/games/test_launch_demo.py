"""Free play: whoever's rules do not know it gets none."""

from dataclasses import replace

import pytest

from domain.games import DemoNotAvailable, Device, LaunchDemo, LaunchDemoHandler
from domain.jurisdiction import DEMO_PLAY, GLI, GREAT_BRITAIN, PROFILES, Profiles
from tests.domain.games.test_launch_game import GAME
from tests.fakes.games import MemoryGames, MemoryGameSessions, ScriptedProvider
from tests.fakes.shared import HeldClock

WITHOUT = Profiles({**PROFILES, "GB": replace(GREAT_BRITAIN, features=GREAT_BRITAIN.features - {DEMO_PLAY})})


def handler(profiles: Profiles) -> LaunchDemoHandler:
    return LaunchDemoHandler(
        MemoryGames([GAME]), MemoryGameSessions(), {"hub88": ScriptedProvider()}, profiles, HeldClock()
    )


def asked(country: str) -> LaunchDemo:
    return LaunchDemo(GAME.slug, "https://casino.test/", Device.DESKTOP, country)


async def test_a_visitors_place_says_whether_there_is_free_play() -> None:
    assert DEMO_PLAY in GLI.features
    assert (await handler(WITHOUT)(asked("DE"))).game == GAME
    with pytest.raises(DemoNotAvailable):
        await handler(WITHOUT)(asked("GB"))
    assert (await handler(Profiles())(asked("GB"))).game == GAME
