"""What the process says: JSON lines in production, readable lines otherwise, on standard error.

Whoever logs gives facts, never personal data or secrets. What slips into a message or a traceback all the same (an
e-mail address in a driver's error, a token in a URL) is blotted out on the way.
"""

import contextlib
import json
import logging
import os
import queue
import re
import threading
import time
from contextvars import ContextVar
from datetime import UTC, datetime

from app.settings import Settings

correlation_id: ContextVar[str] = ContextVar("correlation_id", default="")
"""Set by the edge for the time of a request; every line carries it."""

STANDARD_ERROR = 2
MAX_WAITING_LINES = 10_000
FLUSH_SECONDS = 1.0

BLOTTED = "[removed]"
_SECRETS = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+"  # an e-mail address
    r"|(?<=://)[^\s/@:]+:[^\s/@]+(?=@)"  # user:password in a URL
    r"|eyJ[\w-]+\.[\w-]+\.[\w-]+"  # a signed token
    r"|(?i:(?<=bearer )\S+)"
    r"|(?i:(?<=password=)[^\s&]+|(?<=token=)[^\s&]+)"
)
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message", "taskName"}


def blot(text: str) -> str:
    """``text`` without e-mail addresses, tokens and passwords."""
    return _SECRETS.sub(BLOTTED, text)


class JsonLines(logging.Formatter):
    """One JSON object a line: ``at level logger message``, ``correlationId`` and ``error`` if any, then the extras."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": blot(record.getMessage()),
        }
        if correlation := correlation_id.get():
            line["correlationId"] = correlation
        if record.exc_info:
            line["error"] = blot(self.formatException(record.exc_info))
        for name, value in vars(record).items():
            if name not in _STANDARD:
                line[name] = blot(value) if isinstance(value, str) else value
        return json.dumps(line, default=lambda value: blot(str(value)), ensure_ascii=False)


class ReadableLines(logging.Formatter):
    """For a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        correlation = f" [{correlation_id.get()}]" if correlation_id.get() else ""
        line = f"{at} {record.levelname.lower():7} {record.name}: {record.getMessage()}{correlation}"
        if record.exc_info:
            line = f"{line}\n{self.formatException(record.exc_info)}"
        return blot(line)


class Outlet(logging.Handler):
    """Writes from a thread of its own: a reader who does not read stops lines, never the event loop and the money.

    Lines are formatted where they are logged, where the correlation id is known.
    """

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor  # not a stream: its lock, held by a stuck write, would outlive the interpreter
        self._lines: queue.Queue[str] = queue.Queue(MAX_WAITING_LINES)
        self._dropped = 0
        threading.Thread(target=self._write_forever, name="log lines", daemon=True).start()

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._lines.put_nowait(self.format(record))
        except queue.Full:
            self._dropped += 1

    def flush(self) -> None:
        """Called at the end of the process: waits a moment for what was logged last."""
        until = time.monotonic() + FLUSH_SECONDS
        while self._lines.unfinished_tasks and time.monotonic() < until:
            time.sleep(0.005)

    def _write_forever(self) -> None:
        while True:
            line = self._lines.get()
            dropped, self._dropped = self._dropped, 0
            if dropped:
                told = {"name": __name__, "levelname": "ERROR", "msg": "%d lines were dropped", "args": (dropped,)}
                line = f"{self.format(logging.makeLogRecord(told))}\n{line}"
            left = f"{line}\n".encode(errors="replace")
            with contextlib.suppress(OSError):  # nobody reads any more
                while left:
                    left = left[os.write(self._descriptor, left) :]
            self._lines.task_done()


def configure_logs(settings: Settings) -> None:
    """Routes every logger, the server's and the libraries' too, to one handler. Once in each process, after a fork."""
    handler = Outlet(STANDARD_ERROR)
    handler.setFormatter(JsonLines() if settings.production else ReadableLines())
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.captureWarnings(True)
    # The server's own comings and goings are told by `croupier serve`, and its access log costs more than it tells.
    for name, level in {"uvicorn": logging.WARNING, "alembic": logging.WARNING, "httpx": logging.WARNING}.items():
        logging.getLogger(name).setLevel(level)
