"""A forgotten password: the mailbox, the second factor where there is one, and a clean start."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event

from app.platform import Platform
from domain.identity import Template
from tests.fakes.shared import HeldClock
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import LOGIN, ME, REFRESH, sign_in
from tests.graphql_api.identity.recovery import REQUEST_PASSWORD_RESET, RESET_PASSWORD, begin_reset
from tests.graphql_api.identity.two_factor import COMPLETE_LOGIN, do, enable, first_factor
from tests.messages import codes_to, messages_to
from tests.running import SignedInPlayer

NEW = "a wholly different phrase"


async def test_the_new_password_holds_and_every_session_ends(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    challenge = await begin_reset(api, player.email.upper())
    code = (await codes_to(platform, player.email))[0]
    reset = await do(api, RESET_PASSWORD, challenge=challenge, code=code, newPassword=NEW)
    assert reset["__typename"] == "ResetPasswordSuccess"

    assert (await api(ME, by=player))["me"] is None
    refreshed = (await api(REFRESH, {"input": {"refreshToken": player.tokens.refresh_token}}))["refreshSession"]
    assert refreshed["code"] == "NOT_SIGNED_IN"
    assert (await api(LOGIN, sign_in(player.email)))["login"]["code"] == "INVALID_CREDENTIALS"
    assert (await api(LOGIN, sign_in(player.email, NEW)))["login"]["__typename"] == "LoginSuccess"
    told = {message.template for message in await messages_to(platform, player.email)}
    assert {Template.PASSWORD_RESET_CODE, Template.PASSWORD_CHANGED} <= told
    rows = await platform.pool.fetch("select event from access_log where player_id = $1", player.id)
    assert {"PASSWORD_RESET_ASKED", "PASSWORD_RESET"} <= {row["event"] for row in rows}
    again = await do(api, RESET_PASSWORD, challenge=challenge, code=code, newPassword=NEW)
    assert again["code"] == "CHALLENGE_EXPIRED"


async def test_a_reset_unlocks_and_ends_what_was_begun_before(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    for _ in range(3):
        await api(LOGIN, sign_in(player.email, "wrong password"))
    begun = await first_factor(api, player)
    sent = (await codes_to(platform, player.email))[0]
    earlier = await begin_reset(api, player.email)
    challenge = await begin_reset(api, player.email)
    code, earlier_code = (await codes_to(platform, player.email))[:2]
    assert "code" not in await do(api, RESET_PASSWORD, challenge=challenge, code=code, newPassword=NEW)

    late = await do(api, COMPLETE_LOGIN, challenge=begun, method="EMAIL_CODE", code=sent)
    assert late["code"] == "CHALLENGE_EXPIRED"
    late = await do(api, RESET_PASSWORD, challenge=earlier, code=earlier_code, newPassword=NEW)
    assert late["code"] == "CHALLENGE_EXPIRED"
    assert (await api(LOGIN, sign_in(player.email, NEW)))["login"]["__typename"] == "LoginSuccess"


async def test_an_unknown_address_gets_the_same_answers_and_no_message(api: Api, platform: Platform) -> None:
    begun = await do(api, REQUEST_PASSWORD_RESET, email="nobody@example.com")
    assert set(begun) == {"__typename", "challenge", "expiresAt"}
    assert await messages_to(platform, "nobody@example.com") == []
    given = {"challenge": begun["challenge"], "code": "123456"}
    wrong = await do(api, RESET_PASSWORD, newPassword=NEW, **given)
    assert (wrong["code"], wrong["attemptsLeft"]) == ("WRONG_CODE", 4)
    common = await do(api, RESET_PASSWORD, newPassword="nobody@example.com", **given)
    assert common["fields"] == [{"path": "newPassword", "code": "TOO_COMMON"}]


async def test_the_database_is_asked_the_same_for_known_and_unknown(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    asked: list[list[str]] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked[-1].append(statement)

    engine = platform.sessions.kw["bind"].sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        for email in (player.email, "stranger.to.us@example.com"):
            asked.append([])
            challenge = await begin_reset(api, email)
            await do(api, RESET_PASSWORD, challenge=challenge, code="no code", newPassword=NEW)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    known, unknown = asked
    assert known == unknown
    assert len(known) > 5


async def test_guesses_run_out(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    challenge = await begin_reset(api, player.email)
    code = (await codes_to(platform, player.email))[0]
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    left = [
        (await do(api, RESET_PASSWORD, challenge=challenge, code=wrong, newPassword=NEW))["attemptsLeft"]
        for _ in range(5)
    ]
    assert left == [4, 3, 2, 1, 0]
    late = await do(api, RESET_PASSWORD, challenge=challenge, code=code, newPassword=NEW)
    assert late["code"] == "CHALLENGE_EXPIRED"
    assert (await api(LOGIN, sign_in(player.email)))["login"]["__typename"] == "LoginSuccess"


async def test_a_code_runs_out(timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer) -> None:
    challenge = await begin_reset(timed, player.email)
    code = (await codes_to(platform, player.email))[0]
    clock.forward(timedelta(seconds=601))
    late = await do(timed, RESET_PASSWORD, challenge=challenge, code=code, newPassword=NEW)
    assert late["code"] == "CHALLENGE_EXPIRED"


async def test_messages_to_one_address_have_a_limit_for_known_and_unknown_alike(
    api: Api, player: SignedInPlayer
) -> None:
    for email, left in ((player.email, 4), ("somebody.unknown@example.com", 5)):  # registering took one
        for _ in range(left):
            await begin_reset(api, email)
        refused = await do(api, REQUEST_PASSWORD_RESET, email=email)
        assert refused["code"] == "TOO_MANY_ATTEMPTS"
        assert refused["retryAfterSeconds"] > 0


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("short", "TOO_SHORT"),
        ("x" * 129, "TOO_LONG"),
        ("password123", "TOO_COMMON"),
        ("with\x00nul", "UNREADABLE_TEXT"),
    ],
)
async def test_refuses_what_is_no_good_password_and_takes_no_attempt(
    api: Api, platform: Platform, player: SignedInPlayer, password: str, problem: str
) -> None:
    challenge = await begin_reset(api, player.email)
    given = {"challenge": challenge, "code": (await codes_to(platform, player.email))[0]}
    for _ in range(6):
        refused = await do(api, RESET_PASSWORD, newPassword=password, **given)
        assert refused["fields"] == [{"path": "newPassword", "code": problem}]
    assert "code" not in await do(api, RESET_PASSWORD, newPassword=NEW, **given)


async def test_refuses_what_cannot_be_meant(api: Api) -> None:
    assert (await do(api, REQUEST_PASSWORD_RESET, email="nowhere"))["fields"][0]["path"] == "email"
    made_up = await do(api, RESET_PASSWORD, challenge="nothing", code="123456", newPassword=NEW)
    assert made_up["code"] == "CHALLENGE_EXPIRED"


@pytest.mark.clause(
    "GLI-19 2.5.3(b)", rule="whoever has a second factor recovers a password with it and the mailbox together", field=""
)
async def test_with_two_factors_the_mailbox_alone_is_not_enough(
    timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    phone = await enable(timed, clock, player)
    challenge = await begin_reset(timed, player.email)
    given = {"challenge": challenge, "code": (await codes_to(platform, player.email))[0], "newPassword": NEW}
    asked = await do(timed, RESET_PASSWORD, **given)
    assert (asked["code"], asked["challenge"]) == ("SECOND_FACTOR_REQUIRED", challenge)
    assert asked["methods"] == ["TOTP", "RECOVERY_CODE"]
    assert (await do(timed, COMPLETE_LOGIN, challenge=challenge, method="TOTP", code=phone.next_code()))[
        "code"
    ] == "CHALLENGE_EXPIRED"

    for half, missing in (
        ({"secondFactorMethod": "TOTP"}, "secondFactorCode"),
        ({"secondFactorCode": "1"}, "secondFactorMethod"),
    ):
        refused = await do(timed, RESET_PASSWORD, **given, **half)
        assert refused["fields"] == [{"path": missing, "code": "REQUIRED"}]
    long = await do(timed, RESET_PASSWORD, **given, secondFactorMethod="TOTP", secondFactorCode="1" * 65)
    assert long["fields"] == [{"path": "secondFactorCode", "code": "TOO_LONG"}]
    other = await do(timed, RESET_PASSWORD, **given, secondFactorMethod="EMAIL_CODE", secondFactorCode=given["code"])
    assert (other["code"], other["reasons"]) == ("NOT_ALLOWED", ["METHOD_NOT_OFFERED"])
    wrong = await do(timed, RESET_PASSWORD, **given, secondFactorMethod="TOTP", secondFactorCode="12345")
    assert wrong["code"] == "WRONG_CODE"
    assert (await timed(ME, by=player))["me"] is not None

    right = {"secondFactorMethod": "RECOVERY_CODE", "secondFactorCode": phone.recovery_codes[0]}
    assert "code" not in await do(timed, RESET_PASSWORD, **given, **right)
    answer = (await timed(LOGIN, sign_in(player.email, NEW)))["login"]
    assert answer["__typename"] == "SecondFactorRequired"


async def test_guesses_at_the_second_factor_count_for_the_account(
    timed: Api, clock: HeldClock, platform: Platform, player: SignedInPlayer
) -> None:
    await enable(timed, clock, player)
    await platform.pool.execute("delete from sign_in_attempts")
    codes = []
    for _ in range(4):
        challenge = await begin_reset(timed, player.email)
        given = {"challenge": challenge, "code": (await codes_to(platform, player.email))[0], "newPassword": NEW}
        for _ in range(3):
            guess = await do(timed, RESET_PASSWORD, **given, secondFactorMethod="TOTP", secondFactorCode="12345")
            codes.append(guess["code"])
    assert codes == ["WRONG_CODE"] * 10 + ["TOO_MANY_ATTEMPTS"] * 2
    assert await platform.pool.fetchval("select locked_at is not null from players where id = $1", player.id)


async def test_of_many_resets_at_once_one_changes_the_password(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    challenge = await begin_reset(api, player.email)
    code = (await codes_to(platform, player.email))[0]
    passwords = [f"{NEW} {number}" for number in range(50)]
    answers = await asyncio.gather(
        *(do(api, RESET_PASSWORD, challenge=challenge, code=code, newPassword=password) for password in passwords)
    )
    (winner,) = [
        password
        for password, answer in zip(passwords, answers, strict=True)
        if answer["__typename"] == "ResetPasswordSuccess"
    ]
    assert {answer["code"] for answer in answers if "code" in answer} == {"CHALLENGE_EXPIRED"}
    assert (await api(LOGIN, sign_in(player.email, winner)))["login"]["__typename"] == "LoginSuccess"
    resets = "select count(*) from access_log where player_id = $1 and event = 'PASSWORD_RESET'"
    assert await platform.pool.fetchval(resets, player.id) == 1
    told = [message.template for message in await messages_to(platform, player.email)]
    assert told.count(Template.PASSWORD_CHANGED) == 1


async def test_a_player_without_a_password_gets_a_first_one(
    api: Api, platform: Platform, player: SignedInPlayer
) -> None:
    await platform.pool.execute("delete from player_credentials where player_id = $1", player.id)
    challenge = await begin_reset(api, player.email)
    code = (await codes_to(platform, player.email))[0]
    assert "code" not in await do(api, RESET_PASSWORD, challenge=challenge, code=code, newPassword=NEW)
    assert (await api(LOGIN, sign_in(player.email, NEW)))["login"]["__typename"] == "LoginSuccess"


async def test_too_many_hashes_at_once_are_asked_to_come_again(
    api: Api, platform: Platform, player: SignedInPlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    challenge = await begin_reset(api, player.email)
    given = {"challenge": challenge, "code": (await codes_to(platform, player.email))[0], "newPassword": NEW}
    with monkeypatch.context() as patched:
        patched.setattr(platform.identity.passwords, "_queue", 0)
        assert (await do(api, RESET_PASSWORD, **given))["code"] == "TRY_AGAIN_LATER"
    assert "code" not in await do(api, RESET_PASSWORD, **given)
