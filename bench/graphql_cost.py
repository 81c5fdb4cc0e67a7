"""Server CPU of a small signed-in query over HTTP, against a bare ASGI route in the same run."""

import asyncio
import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from urllib.parse import urlsplit

import httpx
import uvloop

from app.trial_players import DEMO_EMAIL, DEMO_PASSWORD
from bench.program import cpu_seconds, program

CONNECTIONS = 16
REQUESTS = 12_000
ROUNDS = 5
GOAL = 7.0

ME = "{ me { id } }"
WALLET = '{ me { id wallet(currency: "EUR") { cash { amount currency } } } }'
LOGIN = """mutation ($input: LoginInput!) {
  login(input: $input) { ... on LoginSuccess { tokens { accessToken } } ... on UserError { code } }
}"""


def main() -> None:
    with program() as running, bare() as (bare_pid, bare_address):
        token = sign_in(running.address)
        found: dict[str, list[float]] = {"bare": [], "me": [], "wallet": []}
        for _ in range(ROUNDS):
            found["bare"].append(cost(bare_pid, bare_address, request(ME, token)))
            found["me"].append(cost(running.pid, running.address, request(ME, token)))
            found["wallet"].append(cost(running.pid, running.address, request(WALLET, token)))
    base = median(found["bare"])
    for name, costs in found.items():
        print(f"{name:7} {median(costs):6.0f} us of server CPU a request, {median(costs) / base:5.1f} x bare")
    print(f"goal: {ME} at most {GOAL} x")


@contextmanager
def bare() -> Iterator[tuple[int, str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serving = subprocess.Popen([sys.executable, "-m", "bench.bare", str(port)], stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(100):
            try:
                httpx.post(address)
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield serving.pid, address
    finally:
        serving.terminate()
        serving.wait()


def sign_in(address: str) -> str:
    given = {"input": {"email": DEMO_EMAIL, "password": DEMO_PASSWORD}}
    answer = httpx.post(f"{address}/graphql", json={"query": LOGIN, "variables": given}).json()
    token: str = answer["data"]["login"]["tokens"]["accessToken"]
    return token


def request(document: str, token: str) -> bytes:
    body = json.dumps({"query": document}).encode()
    head = (
        "POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
        f"accept: application/graphql-response+json\r\nauthorization: Bearer {token}\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def cost(pid: int, address: str, message: bytes) -> float:
    """Microseconds of the process's time for one of many such requests, after a warm-up."""
    uvloop.run(_send(address, message, CONNECTIONS * 20))
    before = cpu_seconds(pid)
    uvloop.run(_send(address, message, REQUESTS))
    return (cpu_seconds(pid) - before) / REQUESTS * 1e6


async def _send(address: str, message: bytes, count: int) -> None:
    host = urlsplit(address)

    async def one_connection() -> None:
        reader, writer = await asyncio.open_connection(host.hostname, host.port)
        for _ in range(count // CONNECTIONS):
            writer.write(message)
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head)
            body = await reader.readexactly(int(length[1]) if length else 0)
            if b" 200 " not in head[:20] or b"errors" in body:
                raise SystemExit(f"not the answer that was to be measured: {body!r}")
        writer.close()

    await asyncio.gather(*(one_connection() for _ in range(CONNECTIONS)))
