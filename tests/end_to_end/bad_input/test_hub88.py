"""Hub88's calls: always HTTP 200, and a status of Hub88's list."""

from typing import Any
from uuid import uuid4

import orjson
import pytest

from app.adapters.game_providers.hub88.signature import HEADER
from tests.auditor.commands import PATH, Call, Kind
from tests.end_to_end.bad_input.bodies import NOT_AN_OBJECT, ODD_TEXTS, STRANGE_TEXTS
from tests.end_to_end.bad_input.target import CALLS, Target

UNITS = 100_000
"""Hub88's units in one euro."""


@pytest.mark.parametrize("body", NOT_AN_OBJECT.values(), ids=NOT_AN_OBJECT)
async def test_hub88_is_told_that_it_cannot_be_read(target: Target, body: bytes) -> None:
    for path in CALLS:
        told = await target.hub88(path, body)
        assert told["status"] in {"RS_ERROR_WRONG_SYNTAX", "RS_ERROR_WRONG_TYPES"}, told


async def test_hub88_gets_its_signature_checked_before_all_else(target: Target) -> None:
    call = Call(target.seat, Kind.BET, str(uuid4()), str(uuid4()), 1)
    _, body = call.body()
    good = target.keys.games.sign(body)
    signatures = ["", "x", good[:-4], good[::-1], target.keys.forger.sign(body), "\xff" * 40, "A" * 20_000]
    for signature in signatures:
        reply = await target.post(PATH + "/transaction/bet", body, {HEADER: signature})
        assert (reply.status, orjson.loads(reply.body)) == (200, {"status": "RS_ERROR_INVALID_SIGNATURE"})
    reply = await target.post(PATH + "/transaction/bet", body.replace(b"zero", b"onee"), {HEADER: good})
    assert orjson.loads(reply.body) == {"status": "RS_ERROR_INVALID_SIGNATURE"}


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"currency": "XYZ"}, "RS_ERROR_WRONG_CURRENCY"),
        ({"currency": "BTC"}, "RS_ERROR_WRONG_CURRENCY"),
        ({"currency": "GBP"}, "RS_ERROR_WRONG_CURRENCY"),
        ({"currency": "eur"}, "RS_ERROR_WRONG_CURRENCY"),
        ({"currency": 978}, "RS_ERROR_WRONG_TYPES"),
        ({"amount": 1}, "RS_ERROR_WRONG_SYNTAX"),
        ({"amount": -1 * UNITS}, "RS_ERROR_WRONG_SYNTAX"),
        ({"amount": 1.5}, "RS_ERROR_WRONG_TYPES"),
        ({"amount": "100000"}, "RS_ERROR_WRONG_TYPES"),
        ({"amount": True}, "RS_ERROR_WRONG_TYPES"),
        ({"amount": [100_000]}, "RS_ERROR_WRONG_TYPES"),
        ({"amount": 2**63}, "RS_ERROR_WRONG_SYNTAX"),
        ({"amount": 10**19}, "RS_ERROR_NOT_ENOUGH_MONEY"),
        ({"amount": 10**400}, None),
        ({"amount": 10_000_000 * UNITS}, "RS_ERROR_NOT_ENOUGH_MONEY"),
        ({"amount": None}, "RS_ERROR_WRONG_SYNTAX"),
        ({"token": "unknown-session"}, "RS_ERROR_INVALID_TOKEN"),
        ({"token": "short"}, "RS_ERROR_INVALID_TOKEN"),
        ({"token": "x" * 300}, "RS_ERROR_INVALID_TOKEN"),
        ({"token": 5}, "RS_ERROR_WRONG_TYPES"),
        ({"user": "nobody"}, "RS_ERROR_INVALID_TOKEN"),
        ({"user": "0" * 32}, "RS_ERROR_INVALID_TOKEN"),
        ({"user": {"a": 1}}, "RS_ERROR_WRONG_TYPES"),
        ({"game_code": "no-such-game"}, "RS_ERROR_INVALID_GAME"),
        ({"round": ""}, "RS_ERROR_WRONG_SYNTAX"),
        ({"round": "x" * 129}, "RS_ERROR_WRONG_SYNTAX"),
        ({"transaction_uuid": None}, "RS_ERROR_WRONG_SYNTAX"),
        ({"transaction_uuid": ["a"]}, "RS_ERROR_WRONG_TYPES"),
        ({"request_uuid": None}, "RS_ERROR_WRONG_SYNTAX"),
        ({"round_closed": "yes"}, "RS_ERROR_WRONG_TYPES"),
        ({"sub_partner_id": "somebody"}, "RS_ERROR_INVALID_PARTNER"),
    ],
    ids=lambda value: str(value)[:60],
)
async def test_a_bad_bet_is_refused_in_hub88s_words(
    target: Target, changes: dict[str, Any], status: str | None
) -> None:
    told = await target.bet(**changes)
    assert told == status if status else told in {"RS_ERROR_WRONG_SYNTAX", "RS_ERROR_WRONG_TYPES"}


@pytest.mark.parametrize("text", STRANGE_TEXTS.values(), ids=STRANGE_TEXTS)
@pytest.mark.parametrize("name", ["transaction_uuid", "round", "request_uuid"])
async def test_a_strange_reference_is_wrong_syntax(target: Target, name: str, text: str) -> None:
    assert await target.bet(**{name: text}) in {"RS_ERROR_WRONG_SYNTAX", "RS_ERROR_WRONG_TYPES"}


@pytest.mark.parametrize("text", (STRANGE_TEXTS | ODD_TEXTS).values(), ids=STRANGE_TEXTS | ODD_TEXTS)
@pytest.mark.parametrize("name", ["user", "token", "game_code", "currency"])
async def test_a_strange_name_is_nobodys(target: Target, name: str, text: str) -> None:
    assert (await target.bet(**{name: text})).startswith(("RS_ERROR_WRONG_", "RS_ERROR_INVALID_"))
