"""``croupier serve`` from start to stop."""

import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from app.embedded import places_for
from app.embedded.postmaster import Postmaster
from tests.embedded.conftest import ROOT, command, surroundings
from tests.faults.harness.warm import Started, forge

QUERY = json.dumps({"query": "{ me { id } }"}).encode()


Process: TypeAlias = "subprocess.Popen[bytes] | Started"


@dataclass
class Serving:
    process: Process
    log: Path
    port: int = 0

    @property
    def said(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> tuple[int, str]:
        self.process.send_signal(with_signal)
        return self.rest()

    def rest(self) -> tuple[int, str]:
        return self.process.wait(60), self.said

    def wait_until_it_says(self, what: str) -> str:
        until = time.monotonic() + 120
        while (found := re.search(what, self.said)) is None:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < until, self.said
            time.sleep(0.05)
        return found[found.lastindex or 0]


Serve = Callable[..., Serving]


@pytest.fixture
def begin(short_folder: Path) -> Iterator[Serve]:
    """Starts ``croupier serve`` on a free port, with the given words and settings."""
    started: list[Process] = []

    def begin(*words: str, **settings: str) -> Serving:
        log = short_folder / f"said-{len(started)}"
        said = ["serve", "--data-dir", str(short_folder), "--port", "0", *words]
        process: Process
        if "--workers" in words:  # several processes agree on something before they import the platform
            arguments, environment = command(*said, **settings)
            with log.open("wb") as file:
                process = subprocess.Popen(arguments, cwd=ROOT, env=environment, stderr=file)
        else:
            process = forge.start(said, surroundings(**settings), stderr=log)
        started.append(process)
        return Serving(process, log)

    yield begin
    for process in started:
        if process.poll() is None:
            process.terminate()
        process.wait(60)


@pytest.fixture
def serve(begin: Serve) -> Serve:
    """The same, until it says that it is open."""

    def serve(*words: str, **settings: str) -> Serving:
        serving = begin(*words, **settings)
        serving.port = int(serving.wait_until_it_says(r"open at http://127\.0\.0\.1:(\d+)"))
        serving.wait_until_it_says("Ctrl-C")
        return serving

    return serve


def get(serving: Serving, path: str) -> str:
    with urllib.request.urlopen(f"http://{serving.address}{path}", timeout=10) as answer:
        return str(answer.read().decode())


def is_ready(serving: Serving) -> bool:
    try:
        return bool(json.loads(get(serving, "/readyz"))["ready"])
    except urllib.error.HTTPError as answer:
        answer.close()
        return False


def refuses_connections(serving: Serving) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", serving.port)) != 0


def test_it_says_what_to_open_and_is_ready(serve: Serve) -> None:
    serving = serve()
    assert "demo@example.com" in serving.said
    assert json.loads(get(serving, "/readyz"))["ready"] is True
    assert get(serving, "/healthz") == "ok"
    assert "croupier_settlement_batch_seconds_count" in get(serving, "/metrics")
    code, said = serving.stop(signal.SIGINT)
    assert code == 0, said


def test_a_second_run_is_told_the_address_of_the_first(serve: Serve, short_folder: Path) -> None:
    serving = serve()
    arguments, environment = command("serve", "--data-dir", short_folder, "--port", serving.port)
    second = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert f"process {serving.process.pid} of" in second.stderr
    assert f"serving http://{serving.address}" in second.stderr
    assert get(serving, "/healthz") == "ok"


def test_a_drain_answers_what_was_accepted(serve: Serve, short_folder: Path) -> None:
    serving = serve()
    with socket.create_connection(("127.0.0.1", serving.port), timeout=30) as slow:
        head = f"POST /graphql HTTP/1.1\r\nHost: {serving.address}\r\nContent-Type: application/json\r\n"
        slow.sendall(f"{head}Content-Length: {len(QUERY)}\r\n\r\n".encode() + QUERY[:5])
        get(serving, "/healthz")  # by now the server has read the head above
        serving.process.send_signal(signal.SIGTERM)
        while not refuses_connections(serving):
            pass
        slow.sendall(QUERY[5:])
        answer = b""
        while part := slow.recv(65536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 200")
    assert b'{"data":{"me":null}' in answer
    code, said = serving.rest()
    assert code == 0, said
    assert not Postmaster(places_for(short_folder)).is_running()


def test_a_drain_closes_sockets_with_1012(serve: Serve) -> None:
    serving = serve()
    with connect(f"ws://{serving.address}/graphql", subprotocols=["graphql-transport-ws"]) as client:  # type: ignore[list-item]
        client.send('{"type": "connection_init"}')
        assert json.loads(client.recv(10))["type"] == "connection_ack"
        serving.process.send_signal(signal.SIGTERM)
        with pytest.raises(ConnectionClosed) as closed:
            client.recv(30)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1012
    code, said = serving.rest()
    assert code == 0, said


def test_signals_that_pile_up_do_not_break_the_drain(serve: Serve, short_folder: Path) -> None:
    """As when both make and its process group are told."""
    serving = serve()
    while "stopping PostgreSQL" not in serving.said:
        serving.process.send_signal(signal.SIGTERM)
        time.sleep(0.005)
    code, said = serving.rest()
    assert code == 0, said
    assert not Postmaster(places_for(short_folder)).is_running()


def test_a_run_that_was_killed_is_followed_by_one_that_goes_on(serve: Serve, short_folder: Path) -> None:
    first = serve()
    first.process.kill()
    first.process.wait()
    assert Postmaster(places_for(short_folder)).is_running()
    second = serve()
    assert "taking over" in second.said
    assert second.stop()[0] == 0


def test_a_database_that_dies_is_started_again(serve: Serve, short_folder: Path) -> None:
    serving = serve()
    postmaster = Postmaster(places_for(short_folder))
    died = postmaster.pid_in_file()
    assert died is not None
    os.kill(died, signal.SIGKILL)
    until = time.monotonic() + 60
    while not (postmaster.pid_in_file() != died and is_ready(serving)):
        assert time.monotonic() < until, serving.said
        time.sleep(0.1)
    code, said = serving.stop()
    assert code == 0, said


@pytest.mark.parametrize(("received", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_during_the_start_leaves_nothing_running(
    begin: Serve, short_folder: Path, received: signal.Signals, exit_code: int
) -> None:
    beginning = begin()
    beginning.wait_until_it_says("starting PostgreSQL")
    code, said = beginning.stop(received)
    assert code == exit_code, said
    assert "Traceback" not in said
    assert not Postmaster(places_for(short_folder)).is_running()
