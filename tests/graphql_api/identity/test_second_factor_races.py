"""Fifty at once with one code: the database lets one of them through."""

import asyncio
from collections import Counter

from app.platform import Platform
from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.two_factor import (
    COMPLETE_LOGIN,
    LOGIN_WITH_CODE,
    REQUEST_LOGIN_CODE,
    STEP_UP,
    do,
    enable,
    first_factor,
)
from tests.messages import codes_to
from tests.running import SignedInPlayer

AT_ONCE = 50


async def sessions_of(platform: Platform, player: SignedInPlayer) -> int:
    found: int = await platform.pool.fetchval("select count(*) from sessions where player_id = $1", player.id)
    return found


async def test_fifty_sign_ins_with_one_totp_code(
    timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    phone = await enable(timed, clock, player)
    challenges = [await first_factor(timed, player) for _ in range(AT_ONCE)]
    before, code = await sessions_of(platform, player), phone.next_code()

    answers = await asyncio.gather(
        *(do(timed, COMPLETE_LOGIN, challenge=each, method="TOTP", code=code) for each in challenges)
    )

    counted = Counter(answer["__typename"] for answer in answers)
    assert counted["CompleteLoginSuccess"] == 1
    assert counted.keys() <= {"CompleteLoginSuccess", "WrongCode", "TooManyAttempts"}
    assert await sessions_of(platform, player) == before + 1


async def test_fifty_sign_ins_with_one_recovery_code(
    timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    phone = await enable(timed, clock, player)
    challenges = [await first_factor(timed, player) for _ in range(AT_ONCE)]
    before, code = await sessions_of(platform, player), phone.recovery_codes[7]

    answers = await asyncio.gather(
        *(do(timed, COMPLETE_LOGIN, challenge=each, method="RECOVERY_CODE", code=code) for each in challenges)
    )

    counted = Counter(answer["__typename"] for answer in answers)
    assert counted["CompleteLoginSuccess"] == 1
    assert counted.keys() <= {"CompleteLoginSuccess", "WrongCode", "TooManyAttempts"}
    assert await sessions_of(platform, player) == before + 1
    left = await platform.pool.fetchval(
        "select count(*) from recovery_codes where player_id = $1 and used_at is null", player.id
    )
    assert left == 9


async def test_fifty_answers_to_one_challenge(
    timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    phone = await enable(timed, clock, player)
    challenge = await first_factor(timed, player)
    before, code = await sessions_of(platform, player), phone.next_code()

    answers = await asyncio.gather(
        *(do(timed, COMPLETE_LOGIN, challenge=challenge, method="TOTP", code=code) for _ in range(AT_ONCE))
    )

    assert Counter(answer["__typename"] for answer in answers)["CompleteLoginSuccess"] == 1
    assert await sessions_of(platform, player) == before + 1


async def test_fifty_sign_ins_with_one_code_from_a_message(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    challenge = (await do(api, REQUEST_LOGIN_CODE, email=player.email))["challenge"]
    before, code = await sessions_of(platform, player), (await codes_to(platform, player.email))[0]

    answers = await asyncio.gather(*(do(api, LOGIN_WITH_CODE, challenge=challenge, code=code) for _ in range(AT_ONCE)))

    assert Counter(answer["__typename"] for answer in answers) == {
        "LoginWithCodeSuccess": 1,
        "ChallengeExpired": AT_ONCE - 1,
    }
    assert await sessions_of(platform, player) == before + 1


async def test_fifty_guesses_at_one_challenge_are_five(api: Api, player: SignedInPlayer) -> None:
    challenge = (await do(api, REQUEST_LOGIN_CODE, email=player.email))["challenge"]
    answers = await asyncio.gather(
        *(do(api, LOGIN_WITH_CODE, challenge=challenge, code="wrong") for _ in range(AT_ONCE))
    )
    assert Counter(answer["__typename"] for answer in answers) == {"WrongCode": 5, "ChallengeExpired": AT_ONCE - 5}


async def test_a_sign_in_and_a_step_up_do_not_share_a_code(
    timed: Api, clock: HeldClock, player: SignedInPlayer
) -> None:
    phone = await enable(timed, clock, player)
    challenge, code = await first_factor(timed, player), phone.next_code()
    answers = await asyncio.gather(
        do(timed, COMPLETE_LOGIN, challenge=challenge, method="TOTP", code=code),
        *(do(timed, STEP_UP, player, method="TOTP", code=code) for _ in range(4)),
    )
    assert sum("code" not in answer for answer in answers) == 1
