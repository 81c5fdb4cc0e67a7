"""The matrix of compliance says what the tests say."""

from pathlib import Path

import pytest

from domain.jurisdiction import PROFILES
from tests.compliance.clauses import PARTS
from tests.compliance.matrix import PAGE, page, proofs
from tests.compliance.numbers import value_of

CLAUSES = {clause.name: clause for part in PARTS for clause in part.clauses}


def test_the_page_is_what_the_tests_say() -> None:
    assert PAGE.read_text() == page(proofs()), "python -m tests.compliance"


def test_every_clause_is_listed_once() -> None:
    assert len(CLAUSES) == sum(len(part.clauses) for part in PARTS)


def test_marks_name_clauses_that_are_listed() -> None:
    assert {proof.clause for proof in proofs()} <= CLAUSES.keys()


def test_no_mark_is_set_twice() -> None:
    found = proofs()
    assert [proof for proof in set(found) if found.count(proof) > 1] == []


def test_a_clause_is_proved_or_says_why_not() -> None:
    proved = {proof.clause for proof in proofs()}
    assert [name for name, clause in CLAUSES.items() if (name in proved) == bool(clause.missing)] == []


@pytest.mark.parametrize("field", sorted({proof.field for proof in proofs()} - {""}))
def test_fields_are_fields_of_every_profile(field: str) -> None:
    for profile in PROFILES.values():
        value_of(profile, field)


def test_a_mark_that_says_too_little_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_x.py").write_text("@pytest.mark.clause('X', rule='y')\ndef test_x(): ...\n")
    with pytest.raises(ValueError, match="test_x: a clause, its rule and its field"):
        proofs(tmp_path)
