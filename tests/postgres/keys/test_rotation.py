"""Sealing anew under a newer key, beside a platform that runs."""

import asyncio
from dataclasses import replace

import asyncpg
import pytest

from app.adapters.cipher import CannotOpen, Cipher
from app.keys.resealing import Progress, reseal
from app.keys.rotation import IndexesDoNotFit, left_behind, rotate
from app.keys.status import indexes_fit, sealed_by_key, sessions_by_key
from app.platform import Platform
from app.secrets import KeyRing
from app.wiring.identity.parts import IdentityParts
from domain.identity import EmailAddress, Login
from domain.shared import Dispatch
from tests.builders import PASSWORD, a_visit
from tests.running import SignUp


def newer(ring: KeyRing, key_id: str) -> KeyRing:
    return KeyRing(((key_id, key_id.encode().ljust(32)), *ring.keys))


def silent(step: Progress) -> None:
    del step


async def shown_email(platform: Platform, ring: KeyRing, email: str) -> str | None:
    """The address of whom a platform with this ring finds by it."""
    services = replace(platform.identity, cipher=Cipher(ring))
    async with platform.sessions() as session:
        found = (
            await IdentityParts(replace(platform, identity=services))
            .players(session)
            .by_email(EmailAddress.parse(email))
        )
    return None if found is None else found.email.shown


async def test_everything_is_sealed_under_the_newest_key_and_opens_as_before(
    platform: Platform, postgres_url: str, pool: "asyncpg.Pool[asyncpg.Record]", sign_up: SignUp
) -> None:
    people = [await sign_up() for _ in range(5)]
    ring = newer(platform.secrets.data, "second")
    assert await rotate(postgres_url, ring, silent) == 0
    held = await sealed_by_key(pool)
    assert {key_id for counts in held.values() for key_id in counts} == {"second"}
    assert held["access_log.ip_sealed"]["second"] >= 5
    for person in people:
        assert await shown_email(platform, ring, person.email) == person.email
        with pytest.raises(CannotOpen):
            await shown_email(platform, platform.secrets.data, person.email)
    assert await rotate(postgres_url, newer(ring, "third"), silent) == 0


async def test_a_run_that_is_cut_off_goes_on_where_it_was(
    platform: Platform, postgres_url: str, pool: "asyncpg.Pool[asyncpg.Record]", sign_up: SignUp
) -> None:
    for _ in range(3):
        await sign_up()
    ring = newer(newer(newer(platform.secrets.data, "second"), "third"), "cut off")
    async with pool.acquire() as connection:
        before = await left_behind(connection, ring)
        async for step in reseal(connection, ring, batch_rows=2):
            assert step.resealed == 2
            break
        assert await left_behind(connection, ring) == before - 2
    assert await rotate(postgres_url, ring, silent) == 0


async def test_a_row_that_somebody_holds_is_left_for_the_next_run(
    platform: Platform, postgres_url: str, pool: "asyncpg.Pool[asyncpg.Record]", sign_up: SignUp
) -> None:
    person = await sign_up()
    ring = newer(newer(newer(newer(platform.secrets.data, "second"), "third"), "cut off"), "held")
    async with pool.acquire() as holder, holder.transaction():
        await holder.execute("select from players where id = $1 for update", person.id)
        async with asyncio.timeout(30):
            assert await rotate(postgres_url, ring, silent) == 3, "e-mail, birth date, profile"
    assert await rotate(postgres_url, ring, silent) == 0


async def test_a_ring_without_the_key_of_the_indexes_changes_nothing(
    platform: Platform, postgres_url: str, pool: "asyncpg.Pool[asyncpg.Record]", sign_up: SignUp
) -> None:
    await sign_up()
    wrong = KeyRing((*newer(platform.secrets.data, "second").keys, ("odd", b"o" * 32)))
    assert not await indexes_fit(pool, wrong)
    before = await sealed_by_key(pool)
    with pytest.raises(IndexesDoNotFit):
        await rotate(postgres_url, wrong, silent)
    assert await sealed_by_key(pool) == before


async def test_the_access_log_lets_nothing_else_be_changed(
    pool: "asyncpg.Pool[asyncpg.Record]", sign_up: SignUp
) -> None:
    await sign_up()
    for change in ("event = 'X'", "player_id = null", "at = now()", "ip_sealed = null", "user_agent_sealed = 'x'"):
        async with pool.acquire() as connection, connection.transaction():
            if "agent" not in change:
                await connection.execute("select set_config('croupier.sealing_anew', 'on', true)")
            with pytest.raises(asyncpg.RestrictViolationError):
                async with connection.transaction():
                    await connection.execute(f"update access_log set {change}")
    for statement in ("delete from access_log", "truncate access_log"):
        with pytest.raises(asyncpg.RestrictViolationError):
            await pool.execute(statement)


async def test_a_session_moves_to_the_newest_token_key_when_it_is_refreshed(
    platform: Platform, pool: "asyncpg.Pool[asyncpg.Record]", sign_up: SignUp, dispatch: Dispatch
) -> None:
    person = await sign_up()
    ring = platform.secrets.token
    async with pool.acquire() as connection:
        before = await sessions_by_key(connection, newer(ring, "later"))
        assert set(before) == {ring.newest[0]}
        await dispatch(Login(person.email, PASSWORD, a_visit()))
        after = await sessions_by_key(connection, newer(ring, "later"))
    assert after[ring.newest[0]].sessions == before[ring.newest[0]].sessions + 1
    assert after[ring.newest[0]].last_expires_at >= before[ring.newest[0]].last_expires_at
