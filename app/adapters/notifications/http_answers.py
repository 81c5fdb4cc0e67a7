"""What carriers answer over HTTP."""

from typing import Any

import httpx
import orjson

LARGEST_ANSWER = 64 * 1024
LONGEST_WAIT_SECONDS = 3_600.0


def json_object(response: httpx.Response) -> dict[str, Any]:
    """Empty for anything else."""
    try:
        read = orjson.loads(response.content[:LARGEST_ANSWER])
    except orjson.JSONDecodeError:
        return {}
    return read if isinstance(read, dict) else {}


def retry_after(response: httpx.Response) -> float:
    """Seconds (RFC 9110, 10.2.3; the form with a date counts as none)."""
    value = response.headers.get("retry-after", "")
    return min(float(value), LONGEST_WAIT_SECONDS) if value.isascii() and value.isdigit() else 0.0
