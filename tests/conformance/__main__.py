"""``python -m tests.conformance``: graphql-http's audits against the running program. Needs node and npm."""

import subprocess
import sys
from pathlib import Path

from tests.serving import served

HERE = Path(__file__).parent


def main() -> int:
    subprocess.run(["npm", "ci", "--silent", "--ignore-scripts"], cwd=HERE, check=True)
    with served() as program:
        return subprocess.run(["node", "audit.mjs", f"{program.address}/graphql"], cwd=HERE, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
