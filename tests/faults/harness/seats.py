"""Players who are seated at a game, with money that the ledger can account for."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from app.composition import open_platform, wire
from app.dispatch import Dispatcher
from app.platform import Platform
from app.trial_players import enrol
from domain.games import token_digest
from domain.identity import Login, Visit
from domain.shared import Dispatch, PlayerId
from domain.wallet import AdjustBalance, meaning_of
from tests.builders import PASSWORD, a_player
from tests.running import settings_for_tests

PROVIDER = "hub88"

HOME = Visit("127.0.0.1")
"""Where the players of these tests sign in from: another network would ask them for a code."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A player, one wallet of theirs, and tokens of game sessions: one live, one that has ended."""

    player: UUID
    currency: str
    game: str
    cash_minor: int
    token: str
    ended_token: str
    email: str
    access_token: str
    """Of the platform's own API, for its first ten minutes."""

    @property
    def user(self) -> str:
        return self.player.hex


async def seat_players(
    data_dir: Path,
    database_url: str,
    currencies: list[str],
    *,
    game: str = "copper-lantern",
    cash_minor: int = 50_00,
) -> list[Seat]:
    """One player for each currency named, made through the platform's own doors in a process of ours."""
    async with open_platform(settings_for_tests(data_dir), database_url) as platform:
        dispatch = Dispatcher(platform.sessions, wire(platform))
        seated = (_seat(platform, dispatch, currency, game, cash_minor) for currency in currencies)
        return list(await asyncio.gather(*seated))


async def _seat(platform: Platform, dispatch: Dispatch, currency: str, game: str, cash_minor: int) -> Seat:
    registration = a_player(f"{uuid4().hex}@example.com", currency=currency, visit=Visit())
    await enrol(platform, registration, HOME)
    signed_in = await dispatch(Login(registration.email, PASSWORD, HOME))
    player = signed_in.session.player_id
    await platform.settlement.settle(
        AdjustBalance(player, currency, "tests", f"seat:{player}", meaning_of(cash_minor), cash_minor, "To play with")
    )
    live = await _game_session(platform, player, currency, game)
    ended = await _game_session(platform, player, currency, game, ended=True)
    return Seat(player, currency, game, cash_minor, live, ended, registration.email, signed_in.tokens.access_token)


async def _game_session(platform: Platform, player: PlayerId, currency: str, game: str, *, ended: bool = False) -> str:
    token, now = uuid4().hex, datetime.now(UTC)
    await platform.pool.execute(
        "insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at, expires_at,"
        " ended_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        *(uuid4(), token_digest(token), player, PROVIDER, game, currency, now, now + timedelta(hours=4)),
        now if ended else None,
    )
    return token
