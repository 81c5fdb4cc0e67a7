"""Whatever arrives gets a typed answer, writes nothing, and is never a fault."""

from typing import Any
from uuid import uuid4

import httpx
import orjson
import pytest

from app.adapters.game_providers.hub88.exchange import MAX_BODY_BYTES
from tests.game_providers.hub88.conftest import UNITS, Hub88Side

PATHS = ["/user/info", "/user/balance", "/transaction/bet", "/transaction/win", "/transaction/rollback"]


@pytest.mark.parametrize("path", PATHS)
async def test_a_wrong_signature_is_told_before_the_body_is_read(hub88: Hub88Side, path: str) -> None:
    for body in (b"{}", b"not json", b""):
        for signature in ("", "AAAA", "not base64 !", hub88.signer.sign(b"another body")):
            assert await hub88.raw(path, body, signature) == {"status": "RS_ERROR_INVALID_SIGNATURE"}
    without = await hub88.http.post(f"/callbacks/hub88{path}", content=b"{}")
    assert without.json() == {"status": "RS_ERROR_INVALID_SIGNATURE"}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", "WRONG_SYNTAX"),
        (b'{"user": "x', "WRONG_SYNTAX"),
        (b'{"user": "\xff"}', "WRONG_SYNTAX"),
        (b'{"user": "\\ud800"}', "WRONG_SYNTAX"),
        (b"[" * 5_000 + b"]" * 5_000, "WRONG_SYNTAX"),
        (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "WRONG_SYNTAX"),
        (b"NaN", "WRONG_SYNTAX"),
        (b"null", "WRONG_TYPES"),
        (b"1", "WRONG_TYPES"),
        (b'"s"', "WRONG_TYPES"),
        (b"[]", "WRONG_TYPES"),
        (b"{}", "WRONG_SYNTAX"),
    ],
    ids=str,
)
async def test_malformed_bodies(hub88: Hub88Side, body: bytes, status: str) -> None:
    for path in PATHS:
        assert (await hub88.raw(path, body))["status"] == "RS_ERROR_" + status


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"amount": -1 * UNITS}, "WRONG_SYNTAX"),
        ({"amount": 1.5}, "WRONG_TYPES"),
        ({"amount": "100000"}, "WRONG_TYPES"),
        ({"amount": True}, "WRONG_TYPES"),
        ({"amount": None}, "WRONG_SYNTAX"),
        ({"amount": 2**63}, "WRONG_SYNTAX"),
        ({"user": 1}, "WRONG_TYPES"),
        ({"user": "somebody"}, "INVALID_TOKEN"),
        ({"user": uuid4().hex}, "INVALID_TOKEN"),
        ({"transaction_uuid": ""}, "WRONG_SYNTAX"),
        ({"transaction_uuid": "a\0b"}, "WRONG_SYNTAX"),
        ({"transaction_uuid": "x" * 129}, "WRONG_SYNTAX"),
        ({"transaction_uuid": {}}, "WRONG_TYPES"),
        ({"round": None}, "WRONG_SYNTAX"),
        ({"round": "\u0440-1"}, "WRONG_SYNTAX"),
        ({"round_closed": "yes"}, "WRONG_TYPES"),
        ({"game_code": []}, "WRONG_TYPES"),
        ({"currency": "eur"}, "WRONG_CURRENCY"),
        ({"token": 7}, "WRONG_TYPES"),
        ({"request_uuid": None}, "WRONG_SYNTAX"),
        ({"sub_partner_id": "another-brand"}, "INVALID_PARTNER"),
    ],
    ids=str,
)
async def test_bad_fields_of_a_bet(hub88: Hub88Side, changes: dict[str, Any], status: str) -> None:
    seat = await hub88.seat()
    assert (await hub88.bet(seat, **changes))["status"] == "RS_ERROR_" + status
    assert await hub88.transactions(seat) == 0


async def test_an_integer_of_five_thousand_digits(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    body = orjson.dumps({**hub88.transaction(seat, amount=77), "request_uuid": "r"})
    reply = await hub88.raw("/transaction/bet", body.replace(b":77", b":" + b"7" * 5_000))
    assert reply["status"] in ("RS_ERROR_WRONG_TYPES", "RS_ERROR_WRONG_SYNTAX")


@pytest.mark.parametrize("size", [MAX_BODY_BYTES + 1, 10 * 1024 * 1024])
async def test_a_body_too_large_is_wrong_syntax(hub88: Hub88Side, size: int) -> None:
    reply = await hub88.raw("/transaction/bet", b" " * size, "")
    assert reply == {"status": "RS_ERROR_WRONG_SYNTAX"}


async def test_other_addresses_and_methods(hub88: Hub88Side) -> None:
    assert (await hub88.http.post("/callbacks/hub88/transaction/gift")).status_code == 404
    assert (await hub88.http.get("/callbacks/hub88/transaction/bet")).status_code == 405


async def test_a_database_that_is_away_is_unknown(hub88: Hub88Side, monkeypatch: pytest.MonkeyPatch) -> None:
    seat = await hub88.seat()
    pool = hub88.platform.pool
    monkeypatch.setattr(type(pool), "fetchrow", _away)
    reply = await hub88.send("/user/balance", {"user": seat.user, "token": seat.token})
    assert reply["status"] == "RS_ERROR_UNKNOWN"


async def _away(*arguments: object) -> None:
    raise ConnectionRefusedError


async def test_many_at_once_on_one_connection(hub88: Hub88Side) -> None:
    seat = await hub88.seat()
    limits = httpx.Limits(max_connections=1)
    async with httpx.AsyncClient(base_url=hub88.http.base_url, limits=limits, trust_env=False) as one:
        side = Hub88Side(one, hub88.signer, hub88.platform)
        for _ in range(20):
            assert (await side.bet(seat))["status"] == "RS_OK"
    assert await hub88.cash(seat) == 80_00
