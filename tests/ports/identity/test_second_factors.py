"""Second factors."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.adapters.cipher import BlindIndex, Cipher
from app.adapters.postgres.identity.player_gates import PostgresPlayerGates
from app.adapters.postgres.identity.players import PostgresPlayers
from app.adapters.postgres.identity.second_factors import PostgresSecondFactors
from domain.identity import TotpFactor
from domain.identity.second_factors import SecondFactors
from domain.shared import PlayerId
from tests.fakes.second_factors import MemorySecondFactors
from tests.ports.identity.conftest import RING
from tests.ports.identity.people import NOW, somebody


@pytest.fixture(params=["memory", "postgres"])
async def factors(
    request: pytest.FixtureRequest, sessions: async_sessionmaker[AsyncSession]
) -> AsyncIterator[SecondFactors]:
    if request.param == "memory":
        yield MemorySecondFactors()
        return
    async with sessions() as session:
        yield PostgresSecondFactors(session, Cipher(RING))


@pytest.fixture
async def ann(sessions: async_sessionmaker[AsyncSession]) -> PlayerId:
    return await someone(sessions)


@pytest.fixture
async def ben(sessions: async_sessionmaker[AsyncSession]) -> PlayerId:
    return await someone(sessions)


async def someone(sessions: async_sessionmaker[AsyncSession]) -> PlayerId:
    player = somebody()
    async with sessions() as session:
        indexes = (BlindIndex(RING, purpose) for purpose in ("e-mail address", "phone number", "person"))
        await PostgresPlayers(session, Cipher(RING), *indexes).add(player, "hash")
        await PostgresPlayerGates(session).open(player.id, "EUR")
        await session.commit()
    return player.id


def app_of(player_id: PlayerId, secret: str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", step: int = 100) -> TotpFactor:
    return TotpFactor(player_id, secret, NOW, step)


async def test_an_app_is_kept_and_another_takes_its_place(factors: SecondFactors, ann: PlayerId, ben: PlayerId) -> None:
    assert await factors.totp_of(ann) is None
    await factors.enable_totp(app_of(ann))
    assert await factors.totp_of(ann) == app_of(ann)
    assert await factors.totp_of(ben) is None

    other = replace(app_of(ann, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", 7), enabled_at=NOW + timedelta(days=1))
    await factors.enable_totp(other)
    assert await factors.totp_of(ann) == other


async def test_a_step_is_used_once_and_none_before_it(factors: SecondFactors, ann: PlayerId, ben: PlayerId) -> None:
    await factors.enable_totp(app_of(ann))
    assert not await factors.use_step(ann, 100)
    assert await factors.use_step(ann, 102)
    assert not await factors.use_step(ann, 102)
    assert not await factors.use_step(ann, 101)
    assert await factors.use_step(ann, 103)
    assert not await factors.use_step(ben, 103)
    assert await factors.totp_of(ann) == app_of(ann, step=103)


async def test_a_recovery_code_is_used_once_by_its_owner(factors: SecondFactors, ann: PlayerId, ben: PlayerId) -> None:
    await factors.replace_recovery_codes(ann, (b"first", b"second"))
    await factors.replace_recovery_codes(ben, (b"first",))
    assert await factors.recovery_codes_left(ann) == 2
    assert await factors.use_recovery_code(ann, b"first", NOW)
    assert not await factors.use_recovery_code(ann, b"first", NOW)
    assert not await factors.use_recovery_code(ann, b"third", NOW)
    assert (await factors.recovery_codes_left(ann), await factors.recovery_codes_left(ben)) == (1, 1)


async def test_new_recovery_codes_end_all_before(factors: SecondFactors, ann: PlayerId) -> None:
    await factors.replace_recovery_codes(ann, (b"first", b"second"))
    await factors.use_recovery_code(ann, b"first", NOW)
    await factors.replace_recovery_codes(ann, (b"first", b"third"))
    assert await factors.recovery_codes_left(ann) == 2
    assert not await factors.use_recovery_code(ann, b"second", NOW)
    assert await factors.use_recovery_code(ann, b"first", NOW)
    await factors.replace_recovery_codes(ann, ())
    assert await factors.recovery_codes_left(ann) == 0


async def test_without_the_app_there_are_no_codes_either(factors: SecondFactors, ann: PlayerId) -> None:
    await factors.enable_totp(app_of(ann))
    await factors.replace_recovery_codes(ann, (b"first",))
    await factors.disable_totp(ann)
    assert await factors.totp_of(ann) is None
    assert await factors.recovery_codes_left(ann) == 0
    assert not await factors.use_recovery_code(ann, b"first", NOW)
    await factors.disable_totp(ann)
