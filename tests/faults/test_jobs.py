"""Whatever the driver raises while the database dies, at any statement of a job: the job goes on, and can be ended."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from asyncpg.connection import Connection

import app.adapters.notifications.post_office
import app.jobs
import app.sandbox.games.unfinished
import app.sandbox.kyc.clockwork
import app.sandbox.psp.clockwork
from app.composition import open_platform
from app.jobs import Job, at_work, end, start
from app.platform import Platform
from app.settlement.commit_listener import CommitListener
from app.wiring.work import all_work
from tests.running import settings_for_tests

FAULTS = (
    asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"),
    asyncpg.AdminShutdownError("terminating connection due to administrator command"),
    asyncpg.CannotConnectNowError("the database system is starting up"),
    asyncpg.InterfaceError("connection is closed"),
    asyncpg.InternalClientError("got result for unknown protocol state 3"),
    ConnectionResetError(104, "Connection reset by peer"),
    FileNotFoundError(2, "No such file or directory"),
    TimeoutError(),
    RuntimeError("unable to perform operation on <UnixTransport closed=True>; the handler is closed"),
)
ALL_MEET_ALL_SECONDS = 60.0
PAUSE_SECONDS = 0.02
STATEMENTS = ("_execute", "execute", "prepare", "executemany")
"""Where every statement to the driver passes, SQLAlchemy's included."""
ASKS_NO_DATABASE = {"publisher", "news of accounts"}


class Faults:
    """While ``raised``, every statement of a named task fails; each fault comes to each task in turn."""

    def __init__(self) -> None:
        self.raised = False
        self.met: Counter[str] = Counter()
        self.changed = asyncio.Event()

    def before_each_statement(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in STATEMENTS:
            through = getattr(Connection, name)

            async def statement(
                connection: "Connection[Any]", *words: Any, through: Any = through, **named: Any
            ) -> object:
                task = asyncio.current_task()
                if self.raised and task is not None and task.get_name() in self.met:
                    self.met[task.get_name()] += 1
                    self.changed.set()
                    raise FAULTS[self.met[task.get_name()] % len(FAULTS)]
                return await through(connection, *words, **named)

            monkeypatch.setattr(Connection, name, statement)

    async def until_all_met_all(self, listener: CommitListener) -> None:
        try:
            async with asyncio.timeout(ALL_MEET_ALL_SECONDS):
                while min(self.met.values()) <= len(FAULTS):
                    listener.committed(0, [], [])  # what is to be marked is all that makes that job ask
                    self.changed.clear()
                    await self.changed.wait()
        except TimeoutError:
            raise AssertionError(f"a job does not come back: {self.met}") from None


@pytest.fixture
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    async def briefly(_: float) -> None:
        await asyncio.sleep(PAUSE_SECONDS)

    monkeypatch.setattr(app.jobs, "sleep", briefly)
    monkeypatch.setattr(app.sandbox.games.unfinished, "PAUSE_SECONDS", PAUSE_SECONDS)
    for module in (app.sandbox.kyc.clockwork, app.sandbox.psp.clockwork, app.adapters.notifications.post_office):
        monkeypatch.setattr(module, "EVERY_SECONDS", PAUSE_SECONDS)
    monkeypatch.setattr(app.adapters.notifications.post_office, "LET_GO_EVERY_SECONDS", PAUSE_SECONDS)


@asynccontextmanager
async def platform_at_work(folder: Path, url: str) -> AsyncIterator[Platform]:
    nobody = folder / "nobody.csv"
    nobody.write_text("")
    settings = settings_for_tests(folder).model_copy(update={"screening_list": nobody})
    async with open_platform(settings, url) as platform, all_work(platform):
        yield platform


def jobs() -> dict[str, "asyncio.Task[Any]"]:
    """Those that have a name and ask the database by themselves; lanes ask when they have something to settle."""
    return {
        task.get_name(): task
        for task in asyncio.all_tasks()
        if not task.get_name().startswith(("Task-", "settlement lane", "catalogue of", *ASKS_NO_DATABASE))
    }


@pytest.mark.usefixtures("short_pauses")
async def test_every_job_survives_every_fault(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    before, faults = set(jobs()), Faults()
    faults.before_each_statement(monkeypatch)
    async with platform_at_work(tmp_path, postgres_url) as platform:
        working = {name: task for name, task in jobs().items() if name not in before}
        assert len(working) >= 20
        # What is done once, was perhaps done before anything failed.
        faults.met.update({name: 0 for name, task in working.items() if not name.startswith("changed ")})
        faults.raised = True
        await faults.until_all_met_all(platform.live.listener)
        faults.raised = False
        assert [name for name, task in working.items() if task.done() and name in faults.met] == []
    assert [name for name in jobs() if name in working] == []


async def test_a_job_that_ended_by_a_fault_spoils_no_others_end() -> None:
    async def fails() -> None:
        raise SystemError

    broken, going_on = asyncio.create_task(fails()), start(Job("going on", lambda: asyncio.sleep(0), 60.0))
    await asyncio.wait({broken})
    await end(broken, going_on)
    assert going_on.cancelled()


@pytest.mark.usefixtures("short_pauses")
async def test_what_is_to_be_done_once_is_tried_until_it_went_well() -> None:
    outcomes, tried = list(FAULTS), asyncio.Event()

    def work() -> Awaitable[None]:
        if outcomes:
            raise outcomes.pop()
        tried.set()
        return asyncio.sleep(0)

    async with at_work(once=[Job("once", work, 60.0)]), asyncio.timeout(10):
        await tried.wait()
