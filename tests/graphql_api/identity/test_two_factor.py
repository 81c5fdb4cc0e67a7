"""Two-factor sign-in: on, in use, by a recovery code, and off."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from app.platform import Platform
from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import LOGIN, sign_in
from tests.graphql_api.identity.two_factor import (
    BEGIN,
    COMPLETE_LOGIN,
    CONFIRM,
    DISABLE,
    REGENERATE,
    STEP_UP,
    TWO_FACTOR,
    Phone,
    do,
    enable,
    first_factor,
)
from tests.messages import messages_to
from tests.running import SignedInPlayer, SignUp


async def prove(api: Api, player: SignedInPlayer, phone: Phone) -> None:
    answer = await do(api, STEP_UP, player, method="TOTP", code=phone.next_code())
    assert answer["__typename"] == "StepUpSuccess", answer


async def test_on_in_use_by_a_recovery_code_and_off(
    timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    assert (await timed(TWO_FACTOR, by=player))["me"]["twoFactor"] == {
        "enabled": False,
        "methods": ["PASSWORD"],
        "recoveryCodesLeft": 0,
    }
    phone = await enable(timed, clock, player)
    assert len(set(phone.recovery_codes)) == 10
    assert (await timed(TWO_FACTOR, by=player))["me"]["twoFactor"] == {
        "enabled": True,
        "methods": ["TOTP", "RECOVERY_CODE"],
        "recoveryCodesLeft": 10,
    }

    asked = (await timed(LOGIN, sign_in(player.email)))["login"]
    assert (asked["__typename"], asked["methods"]) == ("SecondFactorRequired", ["TOTP", "RECOVERY_CODE"])
    done = await do(timed, COMPLETE_LOGIN, challenge=asked["challenge"], method="TOTP", code=phone.next_code())
    assert (done["__typename"], done["player"]["email"]) == ("CompleteLoginSuccess", player.email)
    assert done["session"]["current"]

    recovery = {"method": "RECOVERY_CODE", "code": phone.recovery_codes[0].lower()}
    done = await do(timed, COMPLETE_LOGIN, challenge=await first_factor(timed, player), **recovery)
    assert done["__typename"] == "CompleteLoginSuccess"
    again = await do(timed, COMPLETE_LOGIN, challenge=await first_factor(timed, player), **recovery)
    assert (again["code"], again["attemptsLeft"]) == ("WRONG_CODE", 4)
    assert (await timed(TWO_FACTOR, by=player))["me"]["twoFactor"]["recoveryCodesLeft"] == 9

    await prove(timed, player, phone)
    assert (await do(timed, DISABLE, player))["__typename"] == "DisableTwoFactorSuccess"
    assert (await timed(LOGIN, sign_in(player.email)))["login"]["__typename"] == "LoginSuccess"
    assert (await timed(TWO_FACTOR, by=player))["me"]["twoFactor"]["recoveryCodesLeft"] == 0

    told = await messages_to(platform, player.email)
    assert {"TWO_FACTOR_ENABLED", "RECOVERY_CODE_USED", "TWO_FACTOR_DISABLED"} <= {each.template.name for each in told}
    (used,) = [message for message in told if message.template.name == "RECOVERY_CODE_USED"]
    assert used.facts == {"left": "9"}
    rows = await platform.pool.fetch("select event from access_log where player_id = $1", player.id)
    noted = {"TWO_FACTOR_ENABLED", "TWO_FACTOR_DISABLED", "SECOND_FACTOR_ASKED", "SECOND_FACTOR_FAILED", "STEPPED_UP"}
    assert noted <= {row["event"] for row in rows}


async def test_the_setup_shows_a_qr_code_of_the_uri(timed: Api, player: SignedInPlayer) -> None:
    await do(timed, STEP_UP, player, method="PASSWORD", password=player.password)
    setup = await do(timed, BEGIN, player)
    assert unquote(setup["otpauthUri"]).startswith(f"otpauth://totp/Croupier:{player.email}?secret={setup['secret']}")
    assert setup["qrCode"].startswith("data:image/svg+xml")
    assert unquote(setup["qrCode"]).count("<path") == 1


async def test_nothing_of_it_lies_in_clear(
    timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    phone = await enable(timed, clock, player)
    row = await platform.pool.fetchrow("select * from totp_factors where player_id = $1", player.id)
    assert row is not None
    assert phone.secret.encode() not in row["secret_sealed"]
    digests = await platform.pool.fetch("select digest from recovery_codes where player_id = $1", player.id)
    texts = [code.replace("-", "").encode() for code in phone.recovery_codes]
    assert len(digests) == 10
    assert not [row for row in digests if any(text in row["digest"] for text in texts)]


async def test_beginning_needs_a_session_and_fresh_proof_and_happens_once(
    timed: Api, clock: HeldClock, player: SignedInPlayer
) -> None:
    assert (await do(timed, BEGIN))["code"] == "NOT_SIGNED_IN"
    refused = await do(timed, BEGIN, player)
    assert (refused["code"], refused["methods"]) == ("STEP_UP_REQUIRED", ["PASSWORD"])
    await enable(timed, clock, player)
    assert (await do(timed, BEGIN, player))["code"] == "TWO_FACTOR_ALREADY_ENABLED"


async def test_the_first_code_must_be_right_in_time_and_its_owners(
    timed: Api, clock: HeldClock, player: SignedInPlayer, sign_up: SignUp
) -> None:
    await do(timed, STEP_UP, player, method="PASSWORD", password=player.password)
    first, second = await do(timed, BEGIN, player), await do(timed, BEGIN, player)
    code = Phone(first["secret"], [], clock).code()

    assert (await do(timed, CONFIRM, challenge=first["challenge"], code=code))["code"] == "NOT_SIGNED_IN"
    stranger = await do(timed, CONFIRM, await sign_up(), challenge=first["challenge"], code=code)
    assert stranger["code"] == "CHALLENGE_EXPIRED"
    assert (await do(timed, CONFIRM, player, challenge="nothing", code=code))["code"] == "CHALLENGE_EXPIRED"
    assert (await do(timed, CONFIRM, player, challenge=first["challenge"], code="\x00"))["code"] == "INVALID_INPUT"
    wrong = await do(timed, CONFIRM, player, challenge=first["challenge"], code="00000")
    assert (wrong["code"], wrong["attemptsLeft"]) == ("WRONG_CODE", 4)

    enabled = await do(timed, CONFIRM, player, challenge=first["challenge"], code=code)
    assert enabled["__typename"] == "ConfirmTwoFactorSetupSuccess"
    late = Phone(second["secret"], [], clock).code()
    assert (await do(timed, CONFIRM, player, challenge=second["challenge"], code=late))["code"] == "CHALLENGE_EXPIRED"


async def test_a_setup_begun_at_the_same_time_does_not_replace_the_one_confirmed(
    timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    await do(timed, STEP_UP, player, method="PASSWORD", password=player.password)
    first, second = await do(timed, BEGIN, player), await do(timed, BEGIN, player)
    await do(timed, CONFIRM, player, challenge=first["challenge"], code=Phone(first["secret"], [], clock).code())
    await platform.pool.execute("update challenges set spent_at = null where id = $1", second["challenge"])
    late = Phone(second["secret"], [], clock).code()
    refused = await do(timed, CONFIRM, player, challenge=second["challenge"], code=late)
    assert refused["code"] == "TWO_FACTOR_ALREADY_ENABLED"


async def test_a_setup_runs_out(timed: Api, clock: HeldClock, player: SignedInPlayer) -> None:
    await do(timed, STEP_UP, player, method="PASSWORD", password=player.password)
    setup = await do(timed, BEGIN, player)
    clock.forward(timedelta(seconds=601))
    code = Phone(setup["secret"], [], clock).code()
    assert (await do(timed, CONFIRM, player, challenge=setup["challenge"], code=code))["code"] == "CHALLENGE_EXPIRED"


@pytest.mark.clause("GLI-19 2.5.2(e)", rule="a second factor goes by the factor alone", field="")
@pytest.mark.parametrize("document", [DISABLE, REGENERATE])
async def test_what_ends_a_factor_needs_the_factor(
    timed: Api, clock: HeldClock, player: SignedInPlayer, document: str
) -> None:
    """Not the proof by password that is fresh still: whoever knows the password alone must not get rid of it."""
    assert (await do(timed, document))["code"] == "NOT_SIGNED_IN"
    refused = await do(timed, document, player)
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["TWO_FACTOR_NOT_ENABLED"])
    phone = await enable(timed, clock, player)
    refused = await do(timed, document, player)
    assert (refused["code"], refused["methods"]) == ("STEP_UP_REQUIRED", ["TOTP", "RECOVERY_CODE"])
    refused = await do(timed, STEP_UP, player, method="PASSWORD", password=player.password)
    assert (refused["code"], refused["reasons"]) == ("NOT_ALLOWED", ["METHOD_NOT_OFFERED"])
    await prove(timed, player, phone)
    assert "code" not in await do(timed, document, player)


@pytest.mark.clause(
    "GLI-19 A.3.6(c)",
    rule="a withdrawal needs fresh proof, by the second factor where there is one",
    field="session.proof_seconds",
)
async def test_money_leaves_by_the_second_factor_alone(timed: Api, clock: HeldClock, player: SignedInPlayer) -> None:
    """Even minutes after a proof by password."""
    await enable(timed, clock, player)
    withdrawal = {
        "method": "sandbox_card",
        "amount": {"amount": "25.00", "currency": "EUR"},
        "idempotencyKey": "of-this-test",
    }
    document = """mutation ($input: RequestWithdrawalInput!) { requestWithdrawal(input: $input) {
        __typename ... on StepUpRequired { methods } } }"""
    refused = await do(timed, document, player, **withdrawal)
    assert refused == {"__typename": "StepUpRequired", "methods": ["TOTP", "RECOVERY_CODE"]}


async def test_new_recovery_codes_end_all_before(timed: Api, clock: HeldClock, player: SignedInPlayer) -> None:
    phone = await enable(timed, clock, player)
    await prove(timed, player, phone)
    fresh = (await do(timed, REGENERATE, player))["recoveryCodes"]
    assert len(fresh) == 10
    assert not set(fresh) & set(phone.recovery_codes)
    challenge = await first_factor(timed, player)
    old = await do(timed, COMPLETE_LOGIN, challenge=challenge, method="RECOVERY_CODE", code=phone.recovery_codes[3])
    assert old["code"] == "WRONG_CODE"
    new = await do(timed, COMPLETE_LOGIN, challenge=challenge, method="RECOVERY_CODE", code=fresh[3])
    assert new["__typename"] == "CompleteLoginSuccess"
