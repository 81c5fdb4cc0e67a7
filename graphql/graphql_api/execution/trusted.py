"""Documents that first-party clients send by their hash instead of their text."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path


class TrustedDocuments:
    """``sha256:<hex of the exact text>`` to text, as codegen's client preset writes ``persisted-documents.json``."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts = {document_id(text): text for text in texts}

    @classmethod
    def read(cls, path: Path) -> "TrustedDocuments":
        """The file's values; its keys are computed anew. A missing file trusts nothing."""
        return cls(json.loads(path.read_text()).values() if path.is_file() else ())

    def find(self, given: str) -> str | None:
        return self._texts.get(given)


def document_id(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
