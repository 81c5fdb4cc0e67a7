"""Several processes on one listening socket, watched by their parent."""

import logging
import os
import signal
import time
from collections.abc import Callable

from app.cli.terminal import say

log = logging.getLogger(__name__)

RESTART_PAUSE_SECONDS = 1.0
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
STOPPED_WHILE_STARTING = (-signal.SIGTERM, -signal.SIGINT, 130)
"""A process that serves ends with 0; before that the signals end it at once, when nothing was accepted yet."""


def run_workers(count: int, work: Callable[[bool], int], gone: Callable[[int], None]) -> int:
    """Runs ``work`` in ``count`` forked processes until told to stop; one that dies is started again.

    ``work`` is told whether it is the first process; ``gone`` is told the id of each that ended.

    Must be called before any thread or event loop exists. Returns 0 when all stopped cleanly.
    """
    stopping = False
    children: set[int] = set()

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True
        for child in children:
            os.kill(child, signal.SIGTERM)  # a terminal's Ctrl-C has reached them too; a second SIGINT would be rude

    before = {each: signal.signal(each, stop) for each in STOPPING}
    worst = 0
    try:
        for index in range(count):
            children.add(_fork(work, index == 0))
        while children:
            child, status = os.wait()
            if child not in children:
                continue
            children.discard(child)
            gone(child)
            code = os.waitstatus_to_exitcode(status)
            if stopping:
                worst = worst or (0 if code in STOPPED_WHILE_STARTING else code)
            else:
                say(f"· process {child} ended with {code}; starting another")
                time.sleep(RESTART_PAUSE_SECONDS)
                if not stopping:
                    children.add(_fork(work, False))
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    return 0 if worst == 0 else 1


def _fork(work: Callable[[bool], int], first: bool) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        for each in STOPPING:
            signal.signal(each, signal.SIG_DFL)
        code = work(first)
    except (KeyboardInterrupt, SystemExit):
        code = 130
    except Exception:
        log.exception("a serving process failed")
    finally:
        logging.shutdown()
        os._exit(code)
