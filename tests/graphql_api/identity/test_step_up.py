"""Proving to be there, for what needs it and for a session that lay idle: the same evidence, the same refusals."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from app.adapters.passwords import Argon2Passwords, PasswordCost
from app.http.server import build_app
from app.platform import Platform
from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.conftest import ORIGIN, Api
from tests.graphql_api.identity.passkeys.documents import Passkeys
from tests.graphql_api.identity.two_factor import (
    BEGIN,
    REQUEST_STEP_UP_CODE,
    STEP_UP,
    TWO_FACTOR,
    UNLOCK_SESSION,
    do,
    enable,
)
from tests.messages import codes_to
from tests.passkey_device import Device
from tests.running import SignedInPlayer, SignUp

BOTH = pytest.mark.parametrize("document", [STEP_UP, UNLOCK_SESSION])


@pytest.fixture
async def guest(platform: Platform, player: SignedInPlayer) -> SignedInPlayer:
    """Somebody who has no password."""
    await platform.pool.execute("delete from player_credentials where player_id = $1", player.id)
    return player


@BOTH
async def test_by_password(api: Api, platform: Platform, player: SignedInPlayer, document: str) -> None:
    wrong = await do(api, document, player, method="PASSWORD", password="wrong password")
    assert wrong["code"] == "INVALID_CREDENTIALS"
    assert (await do(api, document, method="PASSWORD", password=player.password))["code"] == "NOT_SIGNED_IN"
    right = await do(api, document, player, method="PASSWORD", password=player.password)
    assert right["holdsUntil"]
    assert (await do(api, BEGIN, player))["__typename"] == "BeginTwoFactorSetupSuccess"
    rows = await platform.pool.fetch("select event from access_log where player_id = $1 order by id", player.id)
    done = "STEPPED_UP" if document == STEP_UP else "SESSION_UNLOCKED"
    assert [row["event"] for row in rows][-2:] == ["STEP_UP_FAILED", done]


@BOTH
async def test_by_totp_and_by_recovery_code(
    timed: Api, clock: HeldClock, player: SignedInPlayer, document: str
) -> None:
    phone = await enable(timed, clock, player)
    used = await do(timed, document, player, method="TOTP", code=phone.code())
    assert (used["code"], used["attemptsLeft"]) == ("WRONG_CODE", 9)
    assert "holdsUntil" in await do(timed, document, player, method="TOTP", code=phone.next_code())
    assert "holdsUntil" in await do(timed, document, player, method="RECOVERY_CODE", code=phone.recovery_codes[0])
    again = await do(timed, document, player, method="RECOVERY_CODE", code=phone.recovery_codes[0])
    assert (again["code"], again["attemptsLeft"]) == ("WRONG_CODE", 9)
    assert (await timed(TWO_FACTOR, by=player))["me"]["twoFactor"]["recoveryCodesLeft"] == 9


@BOTH
async def test_by_a_code_to_who_has_no_password(
    api: Api, platform: Platform, guest: SignedInPlayer, sign_up: SignUp, document: str
) -> None:
    assert (await api(TWO_FACTOR, by=guest))["me"]["twoFactor"]["methods"] == ["EMAIL_CODE"]
    stale = (await do(api, REQUEST_STEP_UP_CODE, guest, method="EMAIL_CODE"))["challenge"]
    challenge = (await do(api, REQUEST_STEP_UP_CODE, guest, method="EMAIL_CODE"))["challenge"]
    newest, older, *_ = await codes_to(platform, guest.email)

    refused = await do(api, document, guest, method="EMAIL_CODE", code=older, challenge=stale)
    assert refused["code"] == "CHALLENGE_EXPIRED"
    stranger = await sign_up()
    await platform.pool.execute("delete from player_credentials where player_id = $1", stranger.id)
    refused = await do(api, document, stranger, method="EMAIL_CODE", code=newest, challenge=challenge)
    assert refused["code"] == "CHALLENGE_EXPIRED"
    wrong = await do(api, document, guest, method="EMAIL_CODE", code="wrong", challenge=challenge)
    assert (wrong["code"], wrong["attemptsLeft"]) == ("WRONG_CODE", 4)
    right = await do(api, document, guest, method="EMAIL_CODE", code=newest, challenge=challenge)
    assert right["holdsUntil"]
    again = await do(api, document, guest, method="EMAIL_CODE", code=newest, challenge=challenge)
    assert again["code"] == "CHALLENGE_EXPIRED"


@BOTH
async def test_what_is_missing_or_unreadable_is_named(api: Api, guest: SignedInPlayer, document: str) -> None:
    for given, path, problem in (
        ({"code": "1"}, "challenge", "REQUIRED"),
        ({"code": "\ud800", "challenge": str(uuid4())}, "code", "UNREADABLE_TEXT"),
    ):
        refused = await do(api, document, guest, method="EMAIL_CODE", **given)
        assert (refused["code"], refused["fields"]) == ("INVALID_INPUT", [{"path": path, "code": problem}])
    challenge = (await do(api, REQUEST_STEP_UP_CODE, guest, method="EMAIL_CODE"))["challenge"]
    for code, problem in ((None, "REQUIRED"), ("0" * 65, "TOO_LONG")):
        refused = await do(api, document, guest, method="EMAIL_CODE", code=code, challenge=challenge)
        assert (refused["code"], refused["fields"][0]["code"]) == ("INVALID_INPUT", problem)


@BOTH
async def test_only_the_players_own_methods_count(api: Api, player: SignedInPlayer, document: str) -> None:
    for method in ("TOTP", "RECOVERY_CODE", "EMAIL_CODE", "SMS_CODE", "PASSKEY"):
        refused = await do(api, document, player, method=method, code="000000", assertion="{}")
        assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["METHOD_NOT_OFFERED"])


@BOTH
async def test_a_passkeys_answer_must_hold_and_is_no_guess(
    api: Api, platform: Platform, player: SignedInPlayer, document: str
) -> None:
    assert (await Passkeys(api, player).add(Device(player.id.bytes)))["__typename"] == "RegisterPasskeySuccess"
    for _ in range(4):
        refused = await do(api, document, player, method="PASSKEY", assertion="{}")
        assert (refused["code"], refused["reason"]) == ("PROOF_REJECTED", "MALFORMED")
    assert await platform.pool.fetchval("select locked_at from players where id = $1", player.id) is None
    refused = await do(api, document, player, method="PASSKEY")
    assert (refused["code"], refused["fields"][0]["path"]) == ("INVALID_INPUT", "assertion")


@BOTH
async def test_guesses_are_bounded_and_lock_the_account(
    api: Api, platform: Platform, player: SignedInPlayer, document: str
) -> None:
    for _ in range(10):
        refused = await do(api, document, player, method="PASSWORD", password="wrong password")
        assert refused["code"] == "INVALID_CREDENTIALS"
    refused = await do(api, document, player, method="PASSWORD", password=player.password)
    assert refused["code"] == "TOO_MANY_ATTEMPTS"
    assert 0 < refused["retryAfterSeconds"] <= 1800
    assert await platform.pool.fetchval("select locked_at from players where id = $1", player.id)


@pytest.fixture
async def busy(platform: Platform) -> AsyncIterator[Api]:
    """A platform that has no room for another hash."""
    full = Argon2Passwords(PasswordCost(64, 1), threads=1, queue=0)
    crowded = replace(platform, identity=replace(platform.identity, passwords=full))
    transport = httpx.ASGITransport(build_app(crowded), client=("203.0.113.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        yield Api(http)
    full.close()


@BOTH
async def test_a_busy_platform_says_so_and_counts_nothing(busy: Api, player: SignedInPlayer, document: str) -> None:
    for _ in range(11):
        refused = await do(busy, document, player, method="PASSWORD", password=player.password)
        assert refused["code"] == "TRY_AGAIN_LATER"


async def test_a_locked_session_is_unlocked_first(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    await platform.pool.execute("update sessions set locked_at = now() where id = $1", player.viewer.session_id)
    for document in (STEP_UP, BEGIN):
        given = {"method": "PASSWORD", "password": player.password} if document == STEP_UP else {}
        refused = await do(api, document, player, **given)
        assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["SESSION_LOCKED"])
    unlocked = await do(api, UNLOCK_SESSION, player, method="PASSWORD", password=player.password)
    assert unlocked["__typename"] == "UnlockSessionSuccess"
    assert (await do(api, BEGIN, player))["__typename"] == "BeginTwoFactorSetupSuccess"
    row = await platform.pool.fetchrow("select locked_at from sessions where id = $1", player.viewer.session_id)
    assert row is not None
    assert row["locked_at"] is None


async def test_a_code_is_sent_to_who_needs_one_and_not_too_often(
    api: Api, player: SignedInPlayer, platform: Platform
) -> None:
    for method in ("EMAIL_CODE", "PASSWORD", "TOTP"):
        refused = await do(api, REQUEST_STEP_UP_CODE, player, method=method)
        assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["METHOD_NOT_OFFERED"])
    assert (await do(api, REQUEST_STEP_UP_CODE, method="EMAIL_CODE"))["code"] == "NOT_SIGNED_IN"
    await platform.pool.execute("delete from player_credentials where player_id = $1", player.id)
    for _ in range(5):
        assert "challenge" in await do(api, REQUEST_STEP_UP_CODE, player, method="EMAIL_CODE")
    refused = await do(api, REQUEST_STEP_UP_CODE, player, method="EMAIL_CODE")
    assert refused["code"] == "TOO_MANY_ATTEMPTS"


async def test_a_proof_holds_five_minutes(timed: Api, clock: HeldClock, player: SignedInPlayer) -> None:
    await do(timed, STEP_UP, player, method="PASSWORD", password=player.password)
    clock.forward(timedelta(minutes=5))
    assert (await do(timed, BEGIN, player))["__typename"] == "BeginTwoFactorSetupSuccess"
    clock.forward(timedelta(seconds=1))
    assert (await do(timed, BEGIN, player))["code"] == "STEP_UP_REQUIRED"
