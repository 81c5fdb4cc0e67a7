"""``python -m tests.conformance``: public audits and clients against the running program. Needs node and npm."""

import subprocess
import sys
from pathlib import Path

from tests.serving import served

HERE = Path(__file__).parent


def main() -> int:
    subprocess.run(["npm", "ci", "--silent", "--ignore-scripts"], cwd=HERE, check=True)
    with served() as program:
        endpoint = f"{program.address}/graphql"
        sockets = ["sockets.mjs", endpoint.replace("http:", "ws:"), program.qa_token()]
        runs = [
            subprocess.run(["node", *arguments], cwd=HERE, check=False, timeout=120)
            for arguments in (["audit.mjs", endpoint], sockets)
        ]
    return max(run.returncode for run in runs)


if __name__ == "__main__":
    sys.exit(main())
