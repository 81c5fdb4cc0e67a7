"""Load over HTTP: wrk at full speed for the peak, an open loop of ours for latencies."""

import asyncio
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from bench.callbacks import in_lanes

CONNECTIONS = 64
THREADS = 2


@dataclass(frozen=True, slots=True)
class Load:
    """Answers per second, latencies in milliseconds, and how many answers were not RS_OK."""

    rate: float
    p50_ms: float
    p99_ms: float
    bad: int


def peak(address: str, requests: list[bytes], seconds: int) -> Load:
    """As fast as 64 connections go, from wrk (a native generator). ``requests`` must outlast ``seconds``."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise SystemExit("this benchmark needs wrk, a load generator (Debian and Ubuntu: apt install wrk)")
    with tempfile.TemporaryDirectory() as folder:
        for thread, share in enumerate(in_lanes(requests, THREADS)):
            Path(folder, str(thread)).write_bytes(b"".join(b"%08d" % len(each) + each for each in share))
        script = Path(__file__).with_name("callbacks.lua")
        command: list[str] = [
            wrk,
            f"-t{THREADS}",
            f"-c{CONNECTIONS}",
            f"-d{seconds}s",
            "-s",
            str(script),
            address,
            "--",
            folder,
        ]
        run = subprocess.run(command, check=True, capture_output=True, text=True)
    for bad in re.findall(r"BAD .*", run.stdout):
        print(bad)
    found = re.search(r"RESULT (.*)", run.stdout)
    if found is None:
        raise SystemExit(run.stdout + run.stderr)
    result = {name: int(value) for name, value in (pair.split("=") for pair in found[1].split())}
    if result["errors"] or result["ran_out"]:
        raise SystemExit(f"the load generator failed: {found[1]}")
    rate = result["requests"] / result["microseconds"] * 1e6
    return Load(rate, result["p50"] / 1e3, result["p99"] / 1e3, result["bad"])


async def open_loop(address: str, requests: list[bytes], rate: float) -> Load:
    """``requests`` at fixed times, ``rate`` a second; a latency counts from the time a request was due, not from when a
    connection came free, so that a stalled server cannot hide its queue."""
    host = urlsplit(address)
    free: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(await asyncio.open_connection(host.hostname, host.port))
    latencies: list[float] = []
    bad = 0

    async def send(request: bytes, due: float) -> None:
        nonlocal bad
        reader, writer = await free.get()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        body = await reader.readexactly(int(length[1]) if length else 0)
        latencies.append(perf_counter() - due)
        bad += b"RS_OK" not in body
        free.put_nowait((reader, writer))

    begun = perf_counter()
    under_way = set()
    for number, request in enumerate(requests):
        due = begun + number / rate
        if (pause := due - perf_counter()) > 0:
            await asyncio.sleep(pause)
        task = asyncio.create_task(send(request, due))
        under_way.add(task)
        task.add_done_callback(under_way.discard)
    await asyncio.gather(*under_way)
    took = perf_counter() - begun
    while not free.empty():
        free.get_nowait()[1].close()
    latencies.sort()
    return Load(
        len(latencies) / took, latencies[len(latencies) // 2] * 1e3, latencies[int(len(latencies) * 0.99)] * 1e3, bad
    )
