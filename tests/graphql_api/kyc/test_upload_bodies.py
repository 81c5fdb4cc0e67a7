"""Bodies that follow no specification, or come from somebody else: refused, and never a fault of ours."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.http.server import build_app
from app.platform import Platform
from tests.graphql_api.kyc.uploads import (
    JSON,
    PATH,
    PICTURE,
    UPLOAD,
    calling,
    folder_of,
    send,
    stored,
)
from tests.multipart import CONTENT_TYPE, an_upload, body, part
from tests.running import SignedInPlayer


@pytest.fixture(scope="module")
async def http(platform: Platform) -> AsyncIterator[httpx.AsyncClient]:
    async with calling(platform) as client:
        yield client


@pytest.fixture
def folder(platform: Platform) -> Path:
    return folder_of(platform)


VARIABLES = {"input": {"type": "PASSPORT", "file": None}}
OPERATIONS = part("operations", json.dumps({"query": UPLOAD, "variables": VARIABLES}).encode())
MAP = part("map", json.dumps({"0": [PATH]}).encode())
FILE = part("0", PICTURE, file=True)


def mapped(paths: object) -> bytes:
    return body(OPERATIONS, part("map", json.dumps(paths).encode()), FILE)


HOSTILE = {
    "nothing": b"",
    "no parts": body(),
    "operations alone": body(OPERATIONS),
    "no file": body(OPERATIONS, MAP),
    "no map": body(OPERATIONS, FILE),
    "another order": body(MAP, OPERATIONS, FILE),
    "file first": body(FILE, OPERATIONS, MAP),
    "a name twice": body(OPERATIONS, MAP, FILE, FILE),
    "operations twice": body(OPERATIONS, MAP, OPERATIONS),
    "a file too many": body(OPERATIONS, MAP, FILE, part("1", PICTURE)),
    "five files": body(OPERATIONS, MAP, *(part(str(number), b"x") for number in range(5))),
    "no end": OPERATIONS + MAP + FILE,
    "cut": body(OPERATIONS, MAP, FILE)[:-900],
    "another boundary": body(OPERATIONS, MAP, FILE).replace(b"----croupier", b"----crouper"),
    "a giant header": body(OPERATIONS, MAP, part("0", PICTURE, "X: " + "y" * 100_000)),
    "a hundred headers": body(OPERATIONS, MAP, part("0", PICTURE, *(f"X{number}: y" for number in range(100)))),
    "a long name": body(OPERATIONS, MAP, part("n" * 500, PICTURE)),
    "no name": body(OPERATIONS, MAP, part("", PICTURE)),
    "a name of bytes": body(OPERATIONS, MAP, FILE.replace(b'name="0"', b'name="\xff\xfe"')),
    "no disposition": body(OPERATIONS, MAP, FILE.replace(b"Content-Disposition", b"X")),
    "an attachment": body(OPERATIONS, MAP, FILE.replace(b"form-data;", b"attachment;")),
    "operations that are no JSON": body(part("operations", b"{"), MAP, FILE),
    "operations in a list": body(part("operations", b"[" + OPERATIONS + b"]"), MAP, FILE),
    "a batch": body(part("operations", json.dumps([{"query": UPLOAD}]).encode()), MAP, FILE),
    "large operations": body(part("operations", b'{"query": "' + b" " * 70_000 + b'"}'), MAP, FILE),
    "variables that are a list": body(part("operations", b'{"query": "{ me { id } }", "variables": []}'), MAP, FILE),
    "a large map": mapped({"0": [PATH], "1": ["x" * 5_000]}),
    "a map that is a list": mapped([PATH]),
    "a map of texts": mapped({"0": PATH}),
    "a map of numbers": mapped({"0": [1]}),
    "an empty list": mapped({"0": []}),
    "an empty map": mapped({}),
    "a file that is not there": mapped({"0": [PATH], "1": ["variables.input.mrz"]}),
    "no variables": mapped({"0": ["input.file"]}),
    "variables alone": mapped({"0": ["variables"]}),
    "a path into a text": mapped({"0": ["variables.input.type.0"]}),
    "a path to a text": mapped({"0": ["variables.input.type"]}),
    "a path to nowhere": mapped({"0": ["variables.input.__class__"]}),
    "a path twice": mapped({"0": [PATH, PATH]}),
    "a deep path": mapped({"0": ["variables." + "input." * 50 + "file"]}),
    "an empty path": mapped({"0": [""]}),
    "dots": mapped({"0": ["variables..."]}),
    "the operation's text": mapped({"0": ["query"]}),
    "five paths": mapped({"0": [PATH, "variables.a", "variables.b", "variables.c", "variables.d"]}),
    "lone surrogates": body(OPERATIONS, part("map", b'{"\\ud800": ["variables.input.file"]}'), FILE),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_body_is_a_bad_request(
    http: httpx.AsyncClient, player: SignedInPlayer, folder: Path, name: str
) -> None:
    before = stored(folder)
    answer = await send(http, player, HOSTILE[name])
    assert answer.status_code == 400, answer.text
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert stored(folder) == before


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "x" * 71,
        "multipart/form-data; boundary=" + "x" * 5_000,
        "multipart/form-data; boundary=\xff",
        "multipart/form-data; charset=utf-8",
        "multipart/form-dataX; boundary",
    ],
)
async def test_a_content_type_without_a_boundary_is_a_bad_request(
    http: httpx.AsyncClient, player: SignedInPlayer, content_type: str
) -> None:
    headers = {
        b"content-type": content_type.encode("latin-1"),
        b"authorization": player.bearer["Authorization"].encode(),
    }
    answer = await http.post("/graphql", content=body(OPERATIONS, MAP, FILE), headers=headers)
    assert answer.status_code == 400


async def test_a_body_over_the_cap_is_refused(http: httpx.AsyncClient, player: SignedInPlayer) -> None:
    answer = await send(http, player, body(OPERATIONS, MAP, part("0", b"\0" * (13 * 2**20))))
    assert answer.status_code == 413


async def test_a_file_where_none_belongs_is_a_bad_request(http: httpx.AsyncClient, player: SignedInPlayer) -> None:
    variables = {"input": {"type": None, "file": None}}
    answer = await send(http, player, an_upload(UPLOAD, variables, {"0": PICTURE}, {"0": ["variables.input.type"]}))
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    text = json.dumps({"query": UPLOAD, "variables": {"input": {"type": "PASSPORT", "file": "text"}}})
    answer = await http.post("/graphql", content=text, headers={**JSON, **player.bearer})
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_strangers_and_foreign_forms_send_no_files(
    http: httpx.AsyncClient, player: SignedInPlayer, folder: Path
) -> None:
    before = stored(folder)
    content = body(OPERATIONS, MAP, FILE)
    assert (await send(http, None, content)).status_code == 401
    cookies = {"Cookie": f"croupier_access={player.tokens.access_token}; __Host-access={player.tokens.access_token}"}
    form = {"Content-Type": CONTENT_TYPE, "Origin": "https://evil.example", **cookies}
    answer = await http.post("/graphql", content=content, headers=form)
    assert answer.status_code == 401
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    assert stored(folder) == before


async def test_a_caller_who_goes_away_leaves_nothing(platform: Platform, player: SignedInPlayer, folder: Path) -> None:
    before, sent = stored(folder), []
    content = body(OPERATIONS, MAP, FILE)
    messages = iter([{"type": "http.request", "body": content[:-500], "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(messages)

    async def remember(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/graphql",
        "query_string": b"",
        "client": ("203.0.113.80", 1),
        "headers": [
            (b"content-type", CONTENT_TYPE.encode()),
            (b"authorization", player.bearer["Authorization"].encode()),
        ],
    }
    await build_app(platform)(scope, receive, remember)
    assert sent == []
    assert stored(folder) == before
