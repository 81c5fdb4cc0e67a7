"""Registering, against PostgreSQL."""

import asyncio

from app.platform import Platform
from app.trial_players import enrol
from domain.identity import FindPlayers, Login, Visit
from domain.jurisdiction import GLI
from domain.shared import Dispatch
from tests.builders import PASSWORD, a_player, a_visit
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


async def test_fifty_parallel_registrations_of_one_address_make_one_player(platform: Platform) -> None:
    """Each with a code that was really sent, from a place and to a mailbox that nothing holds back."""
    home = Visit("203.0.113.7")
    await asyncio.gather(
        *(
            enrol(platform, a_player("race@example.com", visit=Visit()), home)
            for _ in range(GLI.codes.per_recipient.burst)
        )
    )
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
