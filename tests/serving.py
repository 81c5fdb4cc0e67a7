"""The whole program on its embedded server, for the tools that drive it from outside: fuzzers, audits."""

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

from app.embedded import remove_cluster

CROUPIER = str(Path(sys.executable).with_name("croupier"))


@dataclass(frozen=True, slots=True)
class Served:
    address: str
    """``http://127.0.0.1:<port>``"""
    environment: dict[str, str]
    """For other ``croupier`` commands on the same data."""

    def qa_token(self) -> str:
        told = subprocess.run(
            [CROUPIER, "qa-token"], env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return told.stdout.strip()


@contextmanager
def served() -> Iterator[Served]:
    """Started and ready; stopped, and its data removed, at the end."""
    folder = Path(tempfile.mkdtemp(prefix="croupier-served-"))
    folder.chmod(0o711)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CROUPIER_")}
    environment |= {"CROUPIER_DATA_DIR": str(folder), "CROUPIER_ENV": "test"}
    log = folder / "served.log"
    with log.open("w+") as told:
        serving = subprocess.Popen([CROUPIER, "serve", "--port", "0"], env=environment, stdout=told, stderr=told)
        try:
            yield Served(_address(serving, log), environment)
        finally:
            serving.terminate()
            serving.wait()
            remove_cluster(folder)
            shutil.rmtree(folder, ignore_errors=True)


def _address(serving: "subprocess.Popen[bytes]", log: Path) -> str:
    while True:
        found = re.search(r"open at (http://\S+)", log.read_text())
        if found:
            return found[1]
        try:
            serving.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        raise SystemExit("the program did not start:\n" + log.read_text())
