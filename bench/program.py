"""The program under test: ``croupier serve`` on a data folder of its own, its database seeded for the benchmark."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.embedded import remove_cluster, url_of_running
from bench.database import prepare


@dataclass(frozen=True, slots=True)
class Program:
    address: str
    """``http://127.0.0.1:<port>``"""
    data_dir: Path
    database_url: str
    pid: int


@contextmanager
def program() -> Iterator[Program]:
    """Started, ready, with 10,000 wallets; stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="croupier-bench-"))
    folder.chmod(0o711)
    environment = {**os.environ, "CROUPIER_DATA_DIR": str(folder), "CROUPIER_ENV": "development"}
    command = [str(Path(sys.executable).with_name("croupier")), "serve", "--port", "0"]
    serving = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        address = _address(serving)
        url = url_of_running(folder)
        if url is None:
            raise SystemExit("the program runs without its database")
        asyncio.run(prepare(url))
        yield Program(address, folder, url, serving.pid)
    finally:
        serving.terminate()
        serving.communicate()
        remove_cluster(folder)
        shutil.rmtree(folder, ignore_errors=True)


def _address(serving: "subprocess.Popen[str]") -> str:
    told = []
    for line in serving.stdout or ():
        told.append(line)
        if match := re.search(r"open at (http://\S+)", line):
            return match[1]
    raise SystemExit("the program did not start:\n" + "".join(told))


def cpu_seconds(pid: int) -> float:
    """User and system time that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid: int) -> float:
    line = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(line[1]) / 1024 if line else 0.0
