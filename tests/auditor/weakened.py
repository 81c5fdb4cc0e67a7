"""The real program with one of its guarantees taken away, which the auditor must notice.

``python -m tests.auditor.weakened unlocked serve …``
"""

import sys
from collections.abc import Callable, Mapping

import app.settlement.connection
import app.settlement.load
from app.cli.main import main


def unlocked() -> None:
    """Players are read and not locked."""
    weak = app.settlement.load.LOCK_PLAYERS.replace("for no key update", "")
    assert weak != app.settlement.load.LOCK_PLAYERS
    app.settlement.load.LOCK_PLAYERS = weak


def hasty() -> None:
    """Commits are acknowledged before they are durable."""
    assert app.settlement.connection.PLANNER["synchronous_commit"] == "on"
    app.settlement.connection.PLANNER["synchronous_commit"] = "off"


WAYS: Mapping[str, Callable[[], None]] = {"unlocked": unlocked, "hasty": hasty}


def entry(way: str) -> tuple[str, ...]:
    """For ``Program``."""
    return (sys.executable, "-m", "tests.auditor.weakened", way)


if __name__ == "__main__":
    WAYS[sys.argv[1]]()
    raise SystemExit(main(sys.argv[2:]))
