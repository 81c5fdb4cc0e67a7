"""Sign-in attempts, as only PostgreSQL can get them wrong."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from app.adapters.postgres.identity.sign_in_attempts import PostgresSignInAttempts
from app.platform import Platform
from domain.identity import InvalidCredentials, Login, Visit
from domain.jurisdiction import GLI
from domain.shared import Dispatch, TooManyAttempts
from tests.builders import a_player


async def test_parallel_guesses_do_not_slip_through(dispatch: Dispatch) -> None:
    await dispatch(a_player("guessed@example.com"))

    async def guess(number: int) -> object:
        try:
            return await dispatch(Login("guessed@example.com", "wrong password", Visit(f"203.0.113.{number}")))
        except (InvalidCredentials, TooManyAttempts) as refused:
            return type(refused)

    answers = await asyncio.gather(*(guess(number) for number in range(30)))

    assert answers.count(InvalidCredentials) == GLI.sign_in.failures_per_email
    assert answers.count(TooManyAttempts) == 30 - GLI.sign_in.failures_per_email


async def test_windows_that_ended_are_swept_away(platform: Platform) -> None:
    rules, now = replace(GLI.sign_in, window_seconds=60), platform.clock.now()
    long_ago = now - timedelta(days=400)
    async with platform.sessions() as session:
        attempts = PostgresSignInAttempts(session, platform.identity.attempts)
        for number in range(20):
            await attempts.take(f"swept {number}", f"192.0.2.{number}", long_ago, rules)
        for number in range(20):
            await attempts.take(f"fresh {number}", "", now, rules)
        await session.commit()
    old = "select count(*) from sign_in_attempts where window_started_at <= $1"
    assert await platform.pool.fetchval(old, long_ago) == 0


async def test_addresses_of_one_customer_of_ipv6_count_as_one(platform: Platform) -> None:
    rules, now = replace(GLI.sign_in, failures_per_address=2), platform.clock.now()
    async with platform.sessions() as session:
        attempts = PostgresSignInAttempts(session, platform.identity.attempts)
        await attempts.take("six 1", "2001:db8:1:2::1", now, rules)
        await attempts.take("six 2", "2001:db8:1:2:ffff::9", now, rules)
        try:
            await attempts.take("six 3", "2001:db8:1:2::3", now, rules)
        except TooManyAttempts:
            await attempts.take("six 3", "2001:db8:1:3::3", now, rules)
            return
    raise AssertionError("the third attempt from one network was let through")


async def test_all_of_ipv4_seen_through_ipv6_is_not_one_customer(platform: Platform) -> None:
    rules, now = replace(GLI.sign_in, failures_per_address=1), platform.clock.now()
    async with platform.sessions() as session:
        attempts = PostgresSignInAttempts(session, platform.identity.attempts)
        await attempts.take("four 1", "::ffff:198.51.100.1", now, rules)
        await attempts.take("four 2", "::ffff:198.51.100.2", now, rules)
        with pytest.raises(TooManyAttempts):
            await attempts.take("four 3", "198.51.100.1", now, rules)
