"""The process that programs are forked from: it has imported the platform, and does nothing but fork and bury.

One line of JSON a start on its input; on its output, ``started <pid>`` and later ``ended <pid> <exit code>``.
"""

import gc
import importlib
import json
import os
import selectors
import signal
import sys

from app.cli.main import main
from tests.faults.harness.warm import Order

IMPORTED = ("app.cli.serve", "app.cli.server", "app.cli.ledger")
"""What commands import when they run."""


def fork_on_demand() -> Order | None:
    """In each child, what it was ordered to be; ``None`` in the parent, once its input has ended."""
    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    selector = selectors.DefaultSelector()
    selector.register(0, selectors.EVENT_READ)
    selector.register(ended, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            if key.fd == ended:
                os.read(ended, 512)
                _bury()
            elif not (line := sys.stdin.readline()):
                return None
            elif pid := os.fork():
                _tell(f"started {pid}")
            else:
                signal.set_wakeup_fd(-1)
                selector.close()
                os.closerange(3, 64)
                return Order(*json.loads(line))


def become(order: Order) -> None:
    """What a new process would find: a session, signals, files and an environment of its own."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.chdir(order.folder)
    os.environ.clear()
    os.environ.update(order.environment)
    for descriptor, path in ((0, os.devnull), (1, order.stdout), (2, order.stderr)):
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.argv = ["croupier", *order.words]
    gc.unfreeze()


def _bury() -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        _tell(f"ended {pid} {os.waitstatus_to_exitcode(status)}")


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    for name in IMPORTED:
        importlib.import_module(name)
    gc.freeze()  # what is shared with the children stays shared
    ordered = fork_on_demand()
    if ordered is not None:
        become(ordered)
        raise SystemExit(main(ordered.words))
