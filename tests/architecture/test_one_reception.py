"""Sessions begin at one place: docs/decisions/0017."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
OPENS = re.compile(r"desk\.open\(")


def test_only_reception_and_the_test_tools_open_sessions() -> None:
    opening = {
        path.relative_to(ROOT).as_posix()
        for folder in ("domain", "app", "graphql")
        for path in (ROOT / folder).rglob("*.py")
        if OPENS.search(path.read_text())
    }
    assert opening == {"domain/identity/reception.py", "domain/identity/use_cases/open_qa_session.py"}
