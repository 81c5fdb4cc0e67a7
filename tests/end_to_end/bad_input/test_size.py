"""Bodies far over every limit, and requests that are cut off, to every address that reads them."""

import asyncio

import orjson
import pytest

from app.adapters.game_providers.hub88.signature import HEADER
from tests.auditor.commands import PATH
from tests.auditor.notices import HEADER as NOTICE_HEADER
from tests.auditor.notices import PATH as NOTICE_PATH
from tests.end_to_end.bad_input.bodies import TEN_MEGABYTES
from tests.end_to_end.bad_input.target import CALLS, Target
from tests.faults.harness.program import HOST

ADDRESSES = [*CALLS, NOTICE_PATH, "/graphql", "/no/such/page"]


@pytest.mark.parametrize("path", ADDRESSES)
async def test_ten_megabytes_are_refused(target: Target, path: str) -> None:
    body = b'{"query": "' + b"x" * TEN_MEGABYTES + b'"}'
    reply = await target.post(path, body, {HEADER: "x", NOTICE_HEADER: "x", "Content-Type": "application/json"})
    if path.startswith(PATH):
        assert orjson.loads(reply.body) == {"status": "RS_ERROR_WRONG_SYNTAX"}
    else:
        assert reply.status in {404, 413}


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("sent", [b'{"query', b""], ids=["within its body", "before its body"])
async def test_a_request_that_is_cut_off_is_let_go(target: Target, path: str, sent: bytes) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
    reader, writer = await asyncio.open_connection(HOST, target.program.port)
    writer.write(head.encode() + sent)
    writer.write_eof()
    assert b" 500 " not in await asyncio.wait_for(reader.read(), 20)
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize(
    "text", [b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"POST / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01"], ids=str
)
async def test_what_is_not_http_is_told_so(target: Target, text: bytes) -> None:
    reader, writer = await asyncio.open_connection(HOST, target.program.port)
    writer.write(text)
    writer.write_eof()
    assert (await asyncio.wait_for(reader.read(), 20))[:12] in {b"HTTP/1.1 400", b""}
    writer.close()
    await writer.wait_closed()
