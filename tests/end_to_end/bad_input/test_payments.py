"""The payment provider's webhooks: a 4xx, and a code that names what is wrong."""

import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

import orjson
import pytest

from tests.auditor.notices import PAID, Notice
from tests.end_to_end.bad_input.bodies import NOT_AN_OBJECT
from tests.end_to_end.bad_input.target import Target


@pytest.mark.parametrize("body", NOT_AN_OBJECT.values(), ids=NOT_AN_OBJECT)
async def test_the_payment_provider_is_told_that_it_cannot_be_read(target: Target, body: bytes) -> None:
    assert (await target.notice(body))[0] == 400


async def test_the_payment_provider_gets_its_signature_checked_first(target: Target) -> None:
    body = _notice(target).request(target.keys).body
    headers = [
        "",
        "t=1",
        "t=x,v1=y",
        "v1=" + "0" * 64,
        "t=1,v1=" + "0" * 64,
        "t=1,t=2,v1=a",
        "\xff",
        "t=" + "9" * 3_000,
    ]
    headers += [target.keys.of_payments(body, forged=True), target.keys.of_payments(body, age_seconds=301)]
    for header in headers:
        status, code = await target.notice(body, header)
        assert status == 401
        assert code.startswith("SIGNATURE_")


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": -1},
        {"amount": 1.5},
        {"amount": "7"},
        {"amount": 10**30},
        {"amount": None},
        {"currency": "eur"},
        {"currency": 5},
        {"reference": "no-uuid"},
        {"reference": None},
        {"id": ""},
        {"id": "a b"},
        {"id": "\x00"},
        {"failure_reason": "\x00"},
        {"failure_reason": 5},
    ],
    ids=str,
)
async def test_a_bad_notice_is_refused_by_name(target: Target, changes: dict[str, Any]) -> None:
    event = orjson.loads(_notice(target).request(target.keys).body)
    event["data"] |= changes
    status, code = await target.notice(json.dumps(event).encode())
    assert status == 400
    assert code.endswith("_MALFORMED")


async def test_a_notice_of_no_order_of_ours_is_not_found(target: Target) -> None:
    assert await target.notice(_notice(target).request(target.keys).body) == (404, "UNKNOWN_DEPOSIT")


async def test_the_same_notice_id_with_another_payload_conflicts(target: Target) -> None:
    notice = _notice(target)
    await target.notice(notice.request(target.keys).body)
    other = replace(notice, minor=notice.minor + 1)
    assert await target.notice(other.request(target.keys).body) == (409, "NOTICE_CONFLICT")


def _notice(target: Target) -> Notice:
    return Notice(target.seat, f"evt_{uuid4().hex}", PAID, str(uuid4()), f"pay_{uuid4().hex}", 700)
