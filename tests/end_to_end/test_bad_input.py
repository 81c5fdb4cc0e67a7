"""Bad input over HTTP: a clear, typed answer in each protocol's own language; nothing moves, and nothing breaks."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import orjson
import pytest

from app.adapters.game_providers.hub88.signature import HEADER
from tests.auditor.books import connected
from tests.auditor.commands import PATH, Call, Kind
from tests.auditor.notices import HEADER as NOTICE_HEADER
from tests.auditor.notices import PAID, Notice
from tests.auditor.notices import PATH as NOTICE_PATH
from tests.auditor.sending import Keys
from tests.auditor.wire import HttpReply, Wire
from tests.end_to_end.bad_bodies import NOT_AN_OBJECT, STRANGE_TEXTS, TEN_MEGABYTES
from tests.faults.harness import Program, RoughPostgres, Seat, running_program, seat_players
from tests.faults.harness.program import HOST
from tests.faults.harness.scene import keys_of

MONEY = ("wallets", "ledger_transactions", "postings", "settlements", "rounds", "deposits", "withdrawals", "outbox")
CALLS = [PATH + kind.value for kind in Kind] + [PATH + "/user/info"]
UNITS = 100_000
"""Hub88's units in one euro."""


@dataclass
class Target:
    """The running platform, one player, and what the companies outside sign with."""

    program: Program
    database_url: str
    seat: Seat
    keys: Keys

    async def post(self, path: str, body: bytes, headers: dict[str, str]) -> HttpReply:
        """One answer; a 500 or a stack trace is never one."""
        wire = Wire(HOST, self.program.port)
        try:
            reply = await wire.post(path, body, headers)
        finally:
            wire.close()
        assert reply.status not in range(500, 503), reply
        assert b"Traceback" not in reply.body
        return reply

    async def hub88(self, path: str, body: bytes) -> dict[str, Any]:
        """Signed, whatever it is."""
        reply = await self.post(path, body, {HEADER: self.keys.games.sign(body)})
        assert reply.status == 200
        told: dict[str, Any] = orjson.loads(reply.body)
        return told

    async def bet(self, **changes: Any) -> str:
        """The status of an ordinary bet with these changes to its message; None takes a member out."""
        _, body = Call(self.seat, Kind.BET, str(uuid4()), str(uuid4()), 1).body()
        message = {name: value for name, value in (orjson.loads(body) | changes).items() if value is not None}
        return str((await self.hub88(PATH + "/transaction/bet", json.dumps(message).encode()))["status"])

    async def notice(self, body: bytes, header: str | None = None) -> tuple[int, str]:
        """Status and code; signed well, unless with ``header``."""
        signed = self.keys.of_payments(body) if header is None else header
        reply = await self.post(NOTICE_PATH, body, {NOTICE_HEADER: signed, "Content-Type": "application/json"})
        return reply.status, orjson.loads(reply.body)["error"]["code"]

    async def graphql(self, body: bytes, **headers: str) -> tuple[int, dict[str, Any]]:
        reply = await self.post("/graphql", body, {"Content-Type": "application/json", **headers})
        told: dict[str, Any] = json.loads(reply.body)
        return reply.status, told

    async def ask(self, document: str, variables: dict[str, object] | None = None) -> dict[str, Any]:
        """In the player's name; ``json.dumps`` escapes what UTF-8 cannot carry."""
        body = json.dumps({"query": document, "variables": variables or {}}).encode()
        _, told = await self.graphql(body, Authorization=f"Bearer {self.seat.access_token}")
        return told

    async def money(self) -> list[tuple[str, int, int]]:
        """Every money table: how many rows, and a digest of what they say."""
        async with connected(self.database_url) as connection:
            return [
                tuple(await connection.fetchrow(f"select '{t}', count(*), sum(hashtext(t::text)::bigint) from {t} t"))
                for t in MONEY
            ]


@pytest.fixture(scope="module")
async def target() -> AsyncIterator[Target]:
    async with running_program() as program:
        url = RoughPostgres(program.data_dir).url
        (seat,) = await seat_players(program.data_dir, url, ["EUR"])
        yield Target(program, url, seat, await keys_of(program, url))


@pytest.fixture(autouse=True)
async def nothing_moves(target: Target) -> AsyncIterator[None]:
    """Whatever the test sent."""
    before = await target.money()
    yield
    assert await target.money() == before
    assert "Traceback" not in target.program.said()


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
    ids=str,
)
async def test_a_bad_bet_is_refused_in_hub88s_words(
    target: Target, changes: dict[str, Any], status: str | None
) -> None:
    told = await target.bet(**changes)
    assert told == status if status else told in {"RS_ERROR_WRONG_SYNTAX", "RS_ERROR_WRONG_TYPES"}


@pytest.mark.parametrize("text", STRANGE_TEXTS.values(), ids=STRANGE_TEXTS)
@pytest.mark.parametrize("name", ["transaction_uuid", "round", "user", "token", "request_uuid", "currency"])
async def test_strange_texts_are_refused_by_hub88s_rules(target: Target, name: str, text: str) -> None:
    if text in {STRANGE_TEXTS["quotes"], STRANGE_TEXTS["markup"], STRANGE_TEXTS["percent"]} and name in {
        "transaction_uuid",
        "round",
        "request_uuid",
    }:
        pytest.skip("an ordinary reference, and a stored one is only ever data")
    assert (await target.bet(**{name: text})).startswith("RS_ERROR_")


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


@pytest.mark.parametrize("path", [*CALLS, NOTICE_PATH, "/graphql", "/no/such/page"])
async def test_ten_megabytes_are_refused(target: Target, path: str) -> None:
    body = b'{"query": "' + b"x" * TEN_MEGABYTES + b'"}'
    reply = await target.post(path, body, {HEADER: "x", NOTICE_HEADER: "x", "Content-Type": "application/json"})
    if path.startswith(PATH):
        assert orjson.loads(reply.body) == {"status": "RS_ERROR_WRONG_SYNTAX"}
    else:
        assert reply.status in {404, 413}


def _notice(target: Target) -> Notice:
    return Notice(target.seat, f"evt_{uuid4().hex}", PAID, str(uuid4()), f"pay_{uuid4().hex}", 700)
