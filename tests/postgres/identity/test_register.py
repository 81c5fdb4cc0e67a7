"""Registering, against PostgreSQL."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

from app.adapters.bot_checks.none import NoBotCheck
from app.adapters.throttle import MemoryThrottle
from app.dispatch import Dispatcher
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from app.wiring.identity.registration import wire_registration
from domain.identity import FindPlayers, Login, Message, Register, VerifyEmail, Visit
from domain.shared import Dispatch
from tests.builders import PASSWORD, a_player, a_visit
from tests.fakes.shared import HeldClock
from tests.running import SignUp

TABLES = ("players", "player_credentials", "sessions", "access_log", "sign_in_attempts", "player_gates", "wallets")


async def test_keeps_the_player_and_opens_gates_and_wallet(
    dispatch: Dispatch, platform: Platform, sign_up: SignUp
) -> None:
    await sign_up("Ann@Example.com", currency="BTC")
    signed_in = await dispatch(Login("ann@example.COM", PASSWORD, a_visit()))

    player_id = signed_in.session.player_id
    view = (await dispatch(FindPlayers((player_id,))))[player_id]
    wallets = await platform.pool.fetch("select currency, cash from wallets where player_id = $1", player_id)
    assert view.player.email.shown == "Ann@Example.com"
    assert view.blocks == ()
    assert [tuple(row) for row in wallets] == [("BTC", 0)]


class Hurrying(HeldClock):
    """An hour passes between any two looks: no throttle holds anybody back."""

    def now(self) -> datetime:
        self.forward(timedelta(hours=1))
        return super().now()


class Letters:
    """A messenger that keeps the codes it is given."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    async def send(self, message: Message) -> None:
        self.codes.append(message.facts["code"])


async def asked(platform: Platform, registration: Register) -> VerifyEmail:
    """The registration's own code, ready to be sent back."""
    letters = Letters()
    wiring = wire_registration(IdentityParts(platform, post=letters, bots=NoBotCheck()))
    registered = await Dispatcher(platform.sessions, wiring)(registration)
    return VerifyEmail(registered.challenge, letters.codes[0], Visit("203.0.113.7"))


async def test_fifty_parallel_registrations_of_one_address_make_one_player(
    dispatch: Dispatch, platform: Platform
) -> None:
    """Fifty good codes for one address come back at once."""
    unthrottled = replace(platform, identity=replace(platform.identity, throttle=MemoryThrottle(Hurrying())))
    registration = a_player("race@example.com", visit=Visit())
    codes = await asyncio.gather(*(asked(unthrottled, registration) for _ in range(50)))
    answers = await asyncio.gather(*(dispatch(code) for code in codes))
    assert [answer.email for answer in answers] == ["race@example.com"] * 50, "all are answered alike"
    index = platform.identity.emails.of("race@example.com")
    assert await platform.pool.fetchval("select count(*) from players where email_index = $1", index) == 1


async def test_a_second_registration_changes_nothing(dispatch: Dispatch, sign_up: SignUp) -> None:
    await sign_up("twice@example.com")
    await dispatch(a_player("twice@example.com", password="another password", currency="USD"))

    assert await dispatch(Login("twice@example.com", PASSWORD, a_visit()))


async def test_raw_tables_hold_no_personal_data_in_clear(sign_up: SignUp, platform: Platform) -> None:
    player = await sign_up("secret.person@example.com")
    token = player.tokens.refresh_token

    held = ""
    for table in TABLES:
        for row in await platform.pool.fetch(f"select * from {table}"):
            held += "|".join(v.decode("latin-1") if isinstance(v, bytes) else str(v) for v in row.values())
    assert str(player.id) in held
    for clear in ("secret.person", "example.com", "1990-05-04", "203.0.113.7", "Tests/1.0", player.password, token):
        assert clear not in held
