"""What happens to the embedded server when processes die."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.embedded import DataFolderInUse, embedded_postgres, places_for
from app.embedded.postmaster import Postmaster
from tests.embedded.conftest import Hold, ask

AGAIN_SECONDS = 60.0
"""For a watch that looks every second; generous to a busy machine."""


def is_running(folder: Path) -> bool:
    return Postmaster(places_for(folder)).is_running()


async def test_data_outlive_a_clean_stop(short_folder: Path, hold: Hold) -> None:
    first = hold(short_folder)
    await ask(first.url, "create table kept as select 42 as answer")
    first.leave()
    assert not places_for(short_folder).cluster.joinpath("postmaster.pid").exists()
    second = hold(short_folder)
    assert await ask(second.url, "select answer from kept") == 42
    second.leave()


def test_a_second_run_is_told_who_is_there(short_folder: Path, hold: Hold) -> None:
    first = hold(short_folder)
    with pytest.raises(DataFolderInUse, match=f"process {first.process.pid} of .*, holding, since"):
        embedded_postgres(short_folder).__enter__()
    first.leave()


async def test_the_server_of_a_killed_run_is_taken_over(short_folder: Path, hold: Hold) -> None:
    first = hold(short_folder)
    await ask(first.url, "create table kept as select 42 as answer")
    first.kill()
    second = hold(short_folder)
    assert second.postmaster == first.postmaster
    assert await ask(second.url, "select answer from kept") == 42
    second.leave()
    assert not is_running(short_folder)


async def test_a_server_that_was_killed_recovers(short_folder: Path, hold: Hold) -> None:
    first = hold(short_folder)
    await ask(first.url, "create table kept as select 42 as answer")
    os.kill(first.postmaster, signal.SIGKILL)
    first.kill()
    second = hold(short_folder)
    assert second.postmaster != first.postmaster
    assert await ask(second.url, "select answer from kept") == 42
    second.leave()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process adopt orphans")
async def test_a_server_that_died_and_that_nobody_buried_is_started_again(short_folder: Path, hold: Hold) -> None:
    held = hold(short_folder, "adopting")
    os.kill(held.postmaster, signal.SIGKILL)
    postmaster = Postmaster(places_for(short_folder))
    until = time.monotonic() + AGAIN_SECONDS
    while postmaster.pid_in_file() in {None, held.postmaster} or not postmaster.is_running():
        assert time.monotonic() < until
        await asyncio.sleep(0.1)
    os.kill(held.postmaster, 0)  # it was not buried meanwhile
    held.leave()
    assert not postmaster.is_running()


def test_a_stale_pid_file_that_names_a_stranger_does_not_keep_it_from_starting(short_folder: Path, hold: Hold) -> None:
    hold(short_folder).leave()
    places = places_for(short_folder)
    stranger = places.account.run(["sh", "-c", "sleep 60 >/dev/null 2>&1 & echo $!"])
    pid = int(stranger.stdout)
    try:
        lines = [str(pid), str(places.cluster), str(int(time.time())), "5432", str(places.sockets), "", ""]
        places.cluster.joinpath("postmaster.pid").write_text("\n".join(lines))
        places.sockets.joinpath(".s.PGSQL.5432.lock").write_text("\n".join(lines))
        again = hold(short_folder)
        assert again.postmaster != pid
        again.leave()
    finally:
        os.kill(pid, signal.SIGKILL)


def test_an_initdb_that_was_cut_off_is_begun_anew(short_folder: Path, hold: Hold) -> None:
    places = places_for(short_folder)
    unfinished = places.home / "cluster.new"
    unfinished.mkdir(parents=True)
    unfinished.joinpath("PG_VERSION").write_text("18\n")
    hold(short_folder).leave()


def test_a_second_interrupt_does_not_cut_the_stop_off(short_folder: Path, hold: Hold) -> None:
    held = hold(short_folder)
    held.process.send_signal(signal.SIGINT)
    while held.process.poll() is None:
        held.process.send_signal(signal.SIGINT)
        time.sleep(0.01)
    assert not is_running(short_folder)
    assert "database system is shut down" in places_for(short_folder).log.read_text()


@pytest.mark.parametrize("moment_ms", range(0, 40, 4))
def test_a_start_that_was_cut_off_leaves_nothing_that_comes_up_later(short_folder: Path, moment_ms: int) -> None:
    with embedded_postgres(short_folder):
        pass
    places = places_for(short_folder)
    postmaster = Postmaster(places)
    arguments = ["start", "-w", "-D", str(places.cluster), "-l", str(places.log), "-s"]
    account = places.account
    starting = subprocess.Popen(
        [places.binaries.program("pg_ctl"), *arguments],
        cwd="/",
        umask=0o077,
        start_new_session=True,
        user=None if account.is_ours else account.uid,
        group=None if account.is_ours else account.gid,
    )
    time.sleep(moment_ms / 1_000)  # wherever it is by then: before its server, between the two, or behind
    starting.kill()
    starting.wait()
    postmaster.stop()
    assert not postmaster.is_running()
    assert not processes_named(places.cluster)


def processes_named(cluster: Path) -> list[str]:
    """Those of a server of this cluster."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            said = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if str(cluster) in said:
                found.append(said)
    return found
