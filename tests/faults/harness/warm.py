"""``croupier`` processes that need not import the platform first, which takes longer than everything else of a start.

They are forked from a process that has imported it and done nothing else (``warm_parent``). What several processes
share before their imports (``--workers``) cannot be shown with them.
"""

import atexit
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[3]
FORK_SECONDS = 90.0


class Order(NamedTuple):
    """What a child is to become; the files are added to."""

    words: list[str]
    environment: dict[str, str]
    folder: str
    stdout: str
    stderr: str


class Started:
    """As ``subprocess.Popen`` has it, as far as it is used."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.ended = threading.Event()

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Raises subprocess.TimeoutExpired."""
        if not self.ended.wait(timeout):
            raise subprocess.TimeoutExpired("croupier", timeout or 0.0)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, message: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, message)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Forge:
    """One parent, started when it is first needed; it ends with this process."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._parent: subprocess.Popen[str] | None = None
        self._new: queue.Queue[Started] = queue.Queue()
        self._running: dict[int, Started] = {}

    def start(
        self, words: Sequence[str], environment: Mapping[str, str], *, stderr: Path, stdout: Path | None = None
    ) -> Started:
        """``croupier <words>`` in this environment alone; what it says is added to the files."""
        order = Order(list(words), dict(environment), str(ROOT), str(stdout or os.devnull), str(stderr))
        with self._one_at_a_time:
            parent = self._parent = self._parent or self._begin()
            assert parent.stdin is not None
            parent.stdin.write(json.dumps(order) + "\n")
            parent.stdin.flush()
            return self._new.get(timeout=FORK_SECONDS)

    def _begin(self) -> "subprocess.Popen[str]":
        kept = {name: value for name, value in os.environ.items() if not name.startswith("CROUPIER_")}
        parent = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.harness.warm_parent"],
            cwd=ROOT,
            env=kept | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "graphql")))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._listen, args=(parent,), name="forge", daemon=True).start()
        atexit.register(self._end, parent)
        return parent

    def _listen(self, parent: "subprocess.Popen[str]") -> None:
        assert parent.stdout is not None
        for line in parent.stdout:
            match line.split():
                case ["started", pid]:
                    started = self._running[int(pid)] = Started(int(pid))
                    self._new.put(started)
                case ["ended", pid, code]:
                    over = self._running.pop(int(pid))
                    over.returncode = int(code)
                    over.ended.set()

    def _end(self, parent: "subprocess.Popen[str]") -> None:
        assert parent.stdin is not None
        parent.stdin.close()
        parent.wait()


forge = Forge()
