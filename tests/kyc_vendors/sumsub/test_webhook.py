"""Sumsub's webhooks over real HTTP: verdicts in whatever order, once each, and what is refused."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import orjson
import pytest

from app.adapters.kyc_vendors.sumsub.signature import digest
from app.wiring.kyc_vendors import SUMSUB_WEBHOOK_PATH
from domain.kyc import KycStatus
from tests.kyc_vendors.conftest import AT, CLOSED, SUMSUB_SECRET, Kyc, reviewed

LATER = AT + timedelta(milliseconds=1)
HANDLED = {"received": True, "handled": True}
IGNORED = {"received": True, "handled": False}


async def test_a_verdict_opens_the_gates(kyc: Kyc) -> None:
    player = await kyc.newcomer()
    answer = await kyc.sumsub(reviewed(await kyc.attempt(player, "sumsub"), "GREEN"))
    assert (answer.status_code, answer.json()) == (200, HANDLED)
    case = await kyc.case(player)
    assert (case.status, case.judged_by, case.judged_at) == (KycStatus.APPROVED, "vendor sumsub", AT)
    assert await kyc.blocks(player) == []


async def test_sha_512_is_taken_too(kyc: Kyc) -> None:
    player = await kyc.newcomer()
    body = reviewed(await kyc.attempt(player, "sumsub"), "GREEN")
    strong = digest(SUMSUB_SECRET, body, "HMAC_SHA512_HEX")
    answer = await kyc.sumsub(body, X_Payload_Digest=strong, X_Payload_Digest_Alg="HMAC_SHA512_HEX")
    assert (answer.status_code, await kyc.checks(player)) == (200, 1)


@pytest.mark.parametrize("order", [("GREEN", "RED"), ("RED", "GREEN")])
async def test_the_later_verdict_counts_in_whatever_order_they_come(kyc: Kyc, order: tuple[str, str]) -> None:
    player = await kyc.newcomer()
    reference = await kyc.attempt(player, "sumsub")
    told = {
        "GREEN": reviewed(reference, "GREEN", AT),
        "RED": reviewed(reference, "RED", LATER, reviewRejectType="FINAL", rejectLabels=["FRAUDULENT_PATTERNS"]),
    }
    for answer in order:
        assert (await kyc.sumsub(told[answer])).status_code == 200
    assert (await kyc.case(player)).status is KycStatus.REJECTED
    assert await kyc.blocks(player) == CLOSED
    assert await kyc.checks(player) == 2


async def test_red_that_turns_green(kyc: Kyc) -> None:
    player = await kyc.newcomer()
    reference = await kyc.attempt(player, "sumsub")
    await kyc.sumsub(reviewed(reference, "RED", AT, reviewRejectType="RETRY"))
    assert await kyc.blocks(player) == CLOSED
    await kyc.sumsub(reviewed(reference, "GREEN", LATER))
    assert await kyc.blocks(player) == []


async def test_the_same_webhook_again_and_ten_times_at_once(kyc: Kyc) -> None:
    player = await kyc.newcomer()
    body = reviewed(await kyc.attempt(player, "sumsub"), "GREEN")
    answers = await asyncio.gather(*(kyc.sumsub(body) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {200}
    assert (await kyc.sumsub(body)).json() == HANDLED
    assert await kyc.checks(player) == 1


async def test_an_old_approval_played_again_takes_nothing_back(kyc: Kyc) -> None:
    """A webhook carries no time of its own against replays; the order of what it tells does."""
    player = await kyc.newcomer()
    reference = await kyc.attempt(player, "sumsub")
    green = reviewed(reference, "GREEN", AT)
    await kyc.sumsub(green)
    await kyc.sumsub(reviewed(reference, "RED", LATER, reviewRejectType="FINAL"))
    for _ in range(3):
        assert (await kyc.sumsub(green)).status_code == 200
    assert (await kyc.case(player)).status is KycStatus.REJECTED
    assert await kyc.blocks(player) == CLOSED


async def test_left_to_us(kyc: Kyc) -> None:
    player = await kyc.newcomer()
    held = orjson.loads(reviewed(await kyc.attempt(player, "sumsub"), "GREEN"))
    held |= {"type": "applicantOnHold", "reviewStatus": "onHold"}
    assert (await kyc.sumsub(orjson.dumps(held))).json() == HANDLED
    assert (await kyc.case(player)).status is KycStatus.IN_REVIEW
    assert await kyc.blocks(player) == CLOSED


@pytest.mark.parametrize("kind", ["applicantCreated", "applicantPending", "applicantDeleted", "somethingNew"])
async def test_what_decides_nothing(kyc: Kyc, kind: str) -> None:
    player = await kyc.newcomer()
    event = orjson.loads(reviewed(await kyc.attempt(player, "sumsub"), "GREEN")) | {"type": kind}
    answer = await kyc.sumsub(orjson.dumps(event))
    assert (answer.status_code, answer.json(), await kyc.checks(player)) == (200, IGNORED, 0)


@pytest.mark.parametrize("reference", [str(uuid4()), "not-one-of-ours", "another installation"[:7]])
async def test_an_applicant_of_nobody(kyc: Kyc, reference: str) -> None:
    """Another installation of the same account: an error would have Sumsub switch our address off."""
    answer = await kyc.sumsub(reviewed(reference, "GREEN"))
    assert (answer.status_code, answer.json()) == (200, IGNORED)


async def test_an_attempt_at_another_vendor(kyc: Kyc) -> None:
    player = await kyc.newcomer()
    answer = await kyc.sumsub(reviewed(await kyc.attempt(player, "veriff"), "GREEN"))
    assert (answer.json(), await kyc.blocks(player)) == (IGNORED, CLOSED)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"X_Payload_Digest": ""}, "SIGNATURE_MISSING"),
        ({"X_Payload_Digest": "0" * 64}, "SIGNATURE_WRONG"),
        ({"X_Payload_Digest": "0" * 63}, "SIGNATURE_MALFORMED"),
        ({"X_Payload_Digest_Alg": "HMAC_SHA1_HEX"}, "SIGNATURE_ALGORITHM"),
        ({"X_Payload_Digest_Alg": "HMAC_SHA512_HEX"}, "SIGNATURE_WRONG"),
    ],
)
async def test_a_stranger(kyc: Kyc, headers: dict[str, str], code: str) -> None:
    player = await kyc.newcomer()
    answer = await kyc.sumsub(reviewed(await kyc.attempt(player, "sumsub"), "GREEN"), **headers)
    assert (answer.status_code, answer.json()) == (401, {"error": {"code": code}})
    assert (await kyc.checks(player), await kyc.blocks(player)) == (0, CLOSED)


@pytest.mark.parametrize("body", [b"", b"{", b"null", b"1", b"\xff", b"[" * 50_000, b'{"type": 1}'])
async def test_a_body_that_is_no_webhook(kyc: Kyc, body: bytes) -> None:
    answer = await kyc.sumsub(body)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"].endswith("_MALFORMED")


async def test_truncated(kyc: Kyc) -> None:
    player = await kyc.newcomer()
    body = reviewed(await kyc.attempt(player, "sumsub"), "GREEN")
    assert (await kyc.sumsub(body[:-2])).json() == {"error": {"code": "JSON_MALFORMED"}}
    answer = await kyc.sumsub(body[:-2], X_Payload_Digest=digest(SUMSUB_SECRET, body))
    assert (answer.status_code, await kyc.checks(player)) == (401, 0)


@pytest.mark.parametrize("size", [256 * 1024 + 1, 10 * 1024 * 1024])
async def test_a_body_that_is_too_large(kyc: Kyc, size: int) -> None:
    answer = await kyc.sumsub(b" " * size)
    assert (answer.status_code, answer.json()) == (413, {"error": {"code": "BODY_TOO_LARGE"}})


async def test_nothing_but_post_and_nothing_below(kyc: Kyc) -> None:
    assert (await kyc.http.get(SUMSUB_WEBHOOK_PATH)).status_code == 405
    assert (await kyc.http.post(SUMSUB_WEBHOOK_PATH + "/more", content=b"{}")).status_code == 404


async def test_words_are_sealed_and_private_ones_stay_so(kyc: Kyc) -> None:
    player = await kyc.newcomer()
    said: dict[str, Any] = {"moderationComment": "Show it whole.", "clientComment": "Looks stolen.", "rejectLabels": []}
    body = reviewed(await kyc.attempt(player, "sumsub"), "RED", AT, **said)
    await kyc.sumsub(body)
    assert (await kyc.case(player)).comment == "Show it whole."
    row = await kyc.platform.pool.fetchrow("select * from kyc_checks where player_id = $1", player.id)
    for words in (b"Show it whole.", b"Looks stolen."):
        assert words not in b"".join(value for value in row or () if isinstance(value, bytes))
