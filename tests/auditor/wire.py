"""One HTTP/1.1 connection, kept open, and opened again after it broke."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

ANSWER_SECONDS = 30.0
LARGEST_HEAD = 64 * 1024


class Unanswered(Exception):
    """The connection broke before an answer was complete: whether the request was carried out is not known."""


@dataclass(frozen=True, slots=True)
class HttpReply:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire:
    def __init__(self, host: str, port: int, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._address = (host, port)
        self._answer_seconds = answer_seconds
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, body: bytes, headers: Mapping[str, str] | None = None) -> HttpReply:
        """One request, one answer. Raises Unanswered, and is closed then."""
        lines = [f"POST {path} HTTP/1.1", f"Host: {self._address[0]}", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        try:
            async with asyncio.timeout(self._answer_seconds):
                reader, writer = await self._connected()
                writer.write("\r\n".join([*lines, "\r\n"]).encode("latin-1") + body)
                await writer.drain()
                reply = await _read(reader)
        except (OSError, EOFError, TimeoutError, asyncio.LimitOverrunError, ValueError) as fault:
            self.close()
            raise Unanswered(f"{type(fault).__name__}: {fault}") from fault
        except asyncio.CancelledError:
            self.close()
            raise
        if reply.headers.get("connection") == "close":
            self.close()
        return reply

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].transport.abort()
            self._streams = None

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is not None and self._streams[0].at_eof():
            self.close()
        if self._streams is None:
            self._streams = await asyncio.open_connection(*self._address, limit=LARGEST_HEAD)
        return self._streams


@contextmanager
def wires(host: str, port: int, count: int) -> Iterator[Sequence[Wire]]:
    """Several, closed at the end."""
    opened = [Wire(host, port) for _ in range(count)]
    try:
        yield opened
    finally:
        for wire in opened:
            wire.close()


async def _read(reader: asyncio.StreamReader) -> HttpReply:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(head[0].split(" ", 2)[1])
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    if headers.get("transfer-encoding") == "chunked":
        return HttpReply(status, headers, await _chunks(reader))
    return HttpReply(status, headers, await reader.readexactly(int(headers.get("content-length", "0"))))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    whole = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        whole += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return whole
