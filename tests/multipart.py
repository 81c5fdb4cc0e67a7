"""Multipart bodies for tests, well-formed or not."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

BOUNDARY = b"----croupier"
CONTENT_TYPE = f"multipart/form-data; boundary={BOUNDARY.decode()}"


def part(name: str, content: bytes, *headers: str, file: bool = False) -> bytes:
    disposition = f'Content-Disposition: form-data; name="{name}"' + ('; filename="../../etc/x.php"' if file else "")
    lines = [disposition, *headers, *(["Content-Type: text/html"] if file else [])]
    return b"--" + BOUNDARY + b"\r\n" + "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n"


def body(*parts: bytes) -> bytes:
    return b"".join(parts) + b"--" + BOUNDARY + b"--\r\n"


def an_upload(
    document: str, variables: Mapping[str, Any], files: Mapping[str, bytes], paths: Mapping[str, Sequence[str]]
) -> bytes:
    """``files`` by their names; ``paths`` where each goes."""
    return body(
        part("operations", json.dumps({"query": document, "variables": variables}).encode()),
        part("map", json.dumps(paths).encode()),
        *(part(name, content, file=True) for name, content in files.items()),
    )
