"""Sign-in attempts, as only PostgreSQL can get them wrong."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from app.adapters.postgres.identity.sign_in_attempts import PostgresSignInAttempts
from app.platform import Platform
from domain.identity import InvalidCredentials, Login, Visit
from domain.jurisdiction import GLI
from domain.shared import Dispatch, TooManyAttempts
from tests.running import SignUp


async def test_parallel_guesses_do_not_slip_through(dispatch: Dispatch, sign_up: SignUp) -> None:
    await sign_up("guessed@example.com")

    async def guess(number: int) -> object:
        try:
            return await dispatch(Login("guessed@example.com", "wrong password", Visit(f"203.0.113.{number}")))
        except (InvalidCredentials, TooManyAttempts) as refused:
            return type(refused)

    answers = await asyncio.gather(*(guess(number) for number in range(30)))

    assert answers.count(InvalidCredentials) == GLI.sign_in.failures_per_subject
    assert answers.count(TooManyAttempts) == 30 - GLI.sign_in.failures_per_subject


async def test_windows_that_ended_are_swept_away(platform: Platform) -> None:
    rules, now = replace(GLI.sign_in, lock_window_seconds=60), platform.clock.now()
    long_ago = now - timedelta(days=400)
    async with platform.sessions() as session:
        attempts = PostgresSignInAttempts(session, platform.identity.attempts)
        for number in range(20):
            await attempts.take(f"swept {number}", long_ago, rules)
        for number in range(20):
            await attempts.take(f"fresh {number}", now, rules)
        await session.commit()
    old = "select count(*) from sign_in_attempts where window_started_at <= $1"
    assert await platform.pool.fetchval(old, long_ago) == 0
