"""``make fuzz``: schemathesis' own command line against the running program, signed out and signed in.

What it tries is fixed by its seed. ``python -m tests.fuzz <examples> <seed>`` tries more, or something else. Expected
outcomes are data in this API, so any top-level error for a valid document is a failure.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.serving import served

EXAMPLES = 40
SEED = 20260504
SCHEMATHESIS = str(Path(sys.executable).with_name("schemathesis"))
CONFIGURATION = Path(__file__).parents[1] / "schemathesis.toml"


def main() -> int:
    examples, seed = [*map(int, sys.argv[1:]), *(EXAMPLES, SEED)[len(sys.argv) - 1 :]]
    worst = 0
    with served() as program, tempfile.TemporaryDirectory() as scratch:
        for who, headers in (("signed out", []), ("signed in", ["-H", f"Authorization: Bearer {program.qa_token()}"])):
            print(f"== {who}", flush=True)  # noqa: T201
            command = [SCHEMATHESIS, "--config-file", str(CONFIGURATION), "run", f"{program.address}/graphql"]
            command += ["--mode", "all", "--seed", str(seed), "--max-examples", str(examples), *headers]
            worst = max(worst, subprocess.run(command, cwd=scratch, check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
