"""What is published is what the code does."""

from pathlib import Path

import pytest
from graphql import parse, validate

from app.contract import FOLDER, generated
from graphql_api.schema import build_schema

SCHEMA = build_schema()
OPERATIONS = sorted((FOLDER / "operations").glob("*.graphql"))


@pytest.mark.parametrize("name", sorted(generated()))
def test_no_generated_file_has_drifted(name: str) -> None:
    assert (FOLDER / name).read_text() == generated()[name], "run croupier schema export"


@pytest.mark.parametrize("path", OPERATIONS, ids=[path.stem for path in OPERATIONS])
def test_each_operation_is_valid_and_named_as_its_file(path: Path) -> None:
    document = parse(path.read_text())
    assert validate(SCHEMA._schema, document) == []
    assert document.definitions[0].name.value == path.stem  # type: ignore[attr-defined]
