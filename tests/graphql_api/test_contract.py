"""What is published is what the code does."""

import subprocess
import sys
from pathlib import Path

import pytest
from graphql import parse, validate

from app.contract import FOLDER
from graphql_api.schema import build_schema

SCHEMA = build_schema()
CROUPIER = str(Path(sys.executable).with_name("croupier"))
OPERATIONS = sorted((FOLDER / "operations").glob("*.graphql"))


def test_no_generated_file_has_drifted() -> None:
    """In a process of its own: other tests declare refusals that are nobody's."""
    run = subprocess.run([CROUPIER, "schema", "export", "--check"], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("path", OPERATIONS, ids=[path.stem for path in OPERATIONS])
def test_each_operation_is_valid_and_named_as_its_file(path: Path) -> None:
    document = parse(path.read_text())
    assert validate(SCHEMA._schema, document) == []
    assert document.definitions[0].name.value == path.stem  # type: ignore[attr-defined]


def test_every_refusal_says_what_a_client_does_about_it() -> None:
    page = (FOLDER / "error-codes.md").read_text()
    reactions = [line for line in page.splitlines() if line.startswith("- **what a client does:**")]
    assert len(reactions) == page.count("\n### `")
    assert all(line.endswith(".") for line in reactions), [line for line in reactions if not line.endswith(".")]
