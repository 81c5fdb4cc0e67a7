"""``croupier serve``: the whole platform, in one process or several."""

import argparse
import asyncio
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable

import uvloop

from app.adapters.postgres.migrate import migrate
from app.cli.database import database
from app.cli.terminal import CannotContinue, progress, say
from app.cli.workers import run_workers
from app.embedded.lock import in_use, is_held
from app.logs import configure_logs
from app.production import gaps
from app.secrets import load_secrets
from app.settings import Settings

INTERRUPTED = 130


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="CROUPIER_HOST, default 127.0.0.1")
    parser.add_argument("--port", type=int, help="CROUPIER_PORT, default 8000; 0 takes a free one")
    parser.add_argument(
        "--workers", type=int, default=1, metavar="N", help="processes; more than one need real servers"
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Returns when everything accepted is answered and the embedded server has stopped."""
    if problems := gaps(settings, arguments.workers):
        raise CannotContinue("\n".join(problems))
    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _leave)  # while no server has taken the signals over, they unwind as Ctrl-C does
    if settings.database_url is None and is_held(settings.data_dir):
        raise in_use(settings.data_dir)  # before the taken port, which would tell less
    with listening(settings) as listener:
        settings = settings.model_copy(update={"port": listener.getsockname()[1]})
        with database(settings, f"serving {settings.base_url}", share=False) as url:
            progress("preparing the database")
            asyncio.run(migrate(url))
            if arguments.workers > 1:
                return _several(arguments.workers, settings, url, listener)
            return _one(settings, url, listener, announce)


def listening(settings: Settings) -> socket.socket:
    """The bound address: a taken port is told before anything else begins. Nobody is accepted yet.

    Raises:
        CannotContinue: the address is taken or not this machine's.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise CannotContinue(
            f"Cannot listen on {settings.host}:{settings.port}: {os.strerror(error.errno or 0)}.\n"
            "Choose another with --port, or stop the program that uses it."
        ) from None
    return listener


def _one(
    settings: Settings, url: str, listener: socket.socket, ready: Callable[[Settings, tuple[str, str] | None], None]
) -> int:
    # Imported late: with several processes, the metrics must first know where they meet.
    from app.cli.server import serve

    configure_logs(settings)  # a thread writes the lines, and no thread outlives a fork
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serve(settings, url, listener, ready))
    except asyncio.CancelledError:
        return INTERRUPTED
    return 0


def _several(workers: int, settings: Settings, url: str, listener: socket.socket) -> int:
    load_secrets(settings)  # what every process would stumble over is said once
    with tempfile.TemporaryDirectory(prefix="croupier-metrics-") as folder:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        from prometheus_client.multiprocess import mark_process_dead

        def work(first: bool) -> int:
            return _one(settings, url, listener, announce if first else _quietly)

        return run_workers(workers, work, mark_process_dead)


def _leave(received: int, _: object) -> None:
    sys.exit(128 + received)


def announce(settings: Settings, demo_player: tuple[str, str] | None) -> None:
    """The last lines of a start: what to open."""
    say(f"\nCroupier is open at {settings.base_url}\n")
    if demo_player is not None:
        say(f"  Demo player   {demo_player[0]}, password {demo_player[1]}")
        say(f"  GraphiQL      {settings.base_url}/graphql")
        say(f"  Mailbox       {settings.base_url}/sandbox/mailbox")
        say("  Ctrl-C stops it; everything is kept for the next start.\n")


def _quietly(settings: Settings, demo_player: tuple[str, str] | None) -> None:
    """The first process has announced the start already."""
