"""Opening a game for money: what is checked, what is kept, and when the provider is asked."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from domain.games import (
    SESSION_LIFETIME,
    CurrencyNotSupported,
    Device,
    EndGameSession,
    EndGameSessionHandler,
    Game,
    GameProviderAway,
    GameUnavailable,
    LaunchGame,
    LaunchGameHandler,
    UnknownGame,
    UnknownGameSession,
)
from domain.shared import GameId, GameSessionId, IdempotencyConflict, InvalidInput, PlayerId, SessionId
from domain.wallet import GateClosed, UnknownPlayer, UnknownWallet
from tests.fakes.games import MemoryGames, MemoryGameSessions, ScriptedProvider
from tests.fakes.shared import CountedCommits, CountedIds, HeldClock

IDS = CountedIds()
PLAYER, OTHER = PlayerId(IDS.new()), PlayerId(IDS.new())
GAME = Game(
    code="reef-1",
    title="Tidal Reef",
    studio="Studio",
    category="Slots",
    tags=(),
    features=(),
    rtp_basis_points=9617,
    volatility=None,
    currencies=("EUR", "JPY"),
    demo=True,
    thumbnail_url=None,
    background_url=None,
    released_on=None,
    id=GameId(IDS.new()),
    slug="tidal-reef",
    provider="hub88",
)


class CountedRandom:
    def __init__(self) -> None:
        self._last = 0

    def token(self, size_bytes: int) -> bytes:
        self._last += 1
        return self._last.to_bytes(size_bytes, "big")

    def below(self, bound: int) -> int:
        raise NotImplementedError


@dataclass
class House:
    sessions: MemoryGameSessions = field(
        default_factory=lambda: MemoryGameSessions({PLAYER: (), OTHER: ()}, {(PLAYER, "EUR"), (OTHER, "EUR")})
    )
    provider: ScriptedProvider = field(default_factory=ScriptedProvider)
    clock: HeldClock = field(default_factory=HeldClock)
    commits: CountedCommits = field(default_factory=CountedCommits)
    games: MemoryGames = field(default_factory=lambda: MemoryGames([GAME]))

    def __post_init__(self) -> None:
        self.launch = LaunchGameHandler(
            self.games,
            self.sessions,
            {"hub88": self.provider},
            self.clock,
            CountedIds(),
            CountedRandom(),
            self.commits,
        )
        self.leave = EndGameSessionHandler(self.sessions, self.clock, self.commits)


ASKED = LaunchGame(PLAYER, "tidal-reef", "EUR", "https://casino.test/", Device.MOBILE, "key-0001", "DE")


async def test_the_provider_is_told_who_plays_what_and_where() -> None:
    house = House()
    launched = await house.launch(ASKED)
    (seat,) = house.provider.seats
    assert launched.url == "https://games.test/reef-1"
    assert (seat.game_code, seat.currency, seat.player, seat.country) == ("reef-1", "EUR", PLAYER, "DE")
    assert seat.token is not None
    assert 10 <= len(seat.token) <= 255
    assert launched.session.expires_at - launched.session.opened_at == SESSION_LIFETIME


async def test_the_session_is_durable_before_the_provider_is_asked() -> None:
    house = House(provider=ScriptedProvider([GameProviderAway()]))
    with pytest.raises(GameProviderAway):
        await house.launch(ASKED)
    assert house.commits.count == 1
    assert len(house.sessions.sessions) == 1


async def test_the_same_key_asks_for_the_same_session_again() -> None:
    house = House(provider=ScriptedProvider([GameProviderAway()]))
    with pytest.raises(GameProviderAway):
        await house.launch(ASKED)
    house.clock.forward(timedelta(minutes=5))
    launched = await house.launch(ASKED)
    assert len(house.sessions.sessions) == 1
    assert launched.session.id in house.sessions.sessions
    assert len({seat.token for seat in house.provider.seats}) == 1


@pytest.mark.parametrize(
    "other", [{"currency": "JPY"}, {"return_url": "https://other.test/"}, {"device": Device.DESKTOP}], ids=str
)
async def test_the_same_key_for_something_else_is_a_conflict(other: dict[str, object]) -> None:
    house = House()
    await house.launch(ASKED)
    with pytest.raises(IdempotencyConflict):
        await house.launch(replace(ASKED, **other))  # type: ignore[arg-type]


async def test_keys_are_each_players_own() -> None:
    house = House()
    first, second = await house.launch(ASKED), await house.launch(replace(ASKED, player_id=OTHER))
    assert first.session.id != second.session.id


async def test_a_replay_is_answered_though_the_gate_closed_since() -> None:
    """Whoever comes back with the key gets what was opened; the bets themselves are refused."""
    house = House()
    first = await house.launch(ASKED)
    house.sessions.gates[PLAYER] = ("bet:SELF_EXCLUDED",)
    assert (await house.launch(ASKED)).session == first.session
    with pytest.raises(GateClosed):
        await house.launch(replace(ASKED, idempotency_key="key-0002"))


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"slug": "nothing"}, UnknownGame),
        ({"currency": "BTC"}, CurrencyNotSupported),
        ({"currency": "JPY"}, UnknownWallet),
        ({"player_id": PlayerId(IDS.new())}, UnknownPlayer),
        ({"return_url": "ftp://casino.test/"}, InvalidInput),
        ({"return_url": "https://casino.test/" + "x" * 2048}, InvalidInput),
        ({"idempotency_key": "1234567"}, InvalidInput),
    ],
    ids=str,
)
async def test_refusals_keep_nothing(other: dict[str, object], refusal: type[Exception]) -> None:
    house = House()
    with pytest.raises(refusal):
        await house.launch(replace(ASKED, **other))  # type: ignore[arg-type]
    assert house.sessions.sessions == {}
    assert house.provider.seats == []


async def test_a_game_belongs_to_the_sign_in_that_asked_last() -> None:
    house = House()
    first, later = SessionId(IDS.new()), SessionId(IDS.new())
    launched = await house.launch(replace(ASKED, sign_in=first))
    assert launched.session.sign_in == first
    again = await house.launch(replace(ASKED, sign_in=later))
    assert again.session == replace(launched.session, sign_in=later)
    assert house.sessions.sessions == {again.session.id: again.session}
    assert house.commits.count == 2


async def test_a_game_of_a_provider_that_is_not_set_up_is_unavailable() -> None:
    house = House(games=MemoryGames([replace(GAME, provider="gone")]))
    with pytest.raises(GameUnavailable):
        await house.launch(ASKED)


async def test_leaving_twice_keeps_the_first_time() -> None:
    house = House()
    session = (await house.launch(ASKED)).session
    left = await house.leave(EndGameSession(PLAYER, session.id))
    house.clock.forward(timedelta(minutes=1))
    assert await house.leave(EndGameSession(PLAYER, session.id)) == left
    for player, id_ in ((OTHER, session.id), (PLAYER, GameSessionId(IDS.new()))):
        with pytest.raises(UnknownGameSession):
            await house.leave(EndGameSession(player, id_))
