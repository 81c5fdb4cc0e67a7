"""The matrix of compliance: read from the marks of the tests, which are parsed and not run."""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.compliance.clauses import PARTS, Clause
from tests.compliance.numbers import numbers

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "compliance.md"
_HEAD = """# Compliance

What regulators ask, and what proves that the platform does it. The clauses are those of GLI-19 v3.0 (the standard that
test laboratories certify against), and the rules and numbers of Great Britain (UK), Malta (MGA), Curaçao, New Jersey
(NJ), Pennsylvania (PA) and a few others.

| column | what it holds |
|---|---|
| clause, asks | where it is written, and what it asks in short |
| proved | what a test shows of it; a clause with several rows is proved in several parts |
| test | where the proof is: each runs with every change of the code |
| profile field | the field of the jurisdictions' profiles (`domain/jurisdiction`) that sets the number, if one does |

What is not covered follows each table, with the reason. This page is made from the tests by
`python -m tests.compliance`, and a test fails where the two differ.

"""


_NUMBERS = """## The numbers

What the fields hold that are named above: GLI-19's profile (for everybody without one of their own), Great Britain's,
Malta's and Curaçao's. A ″ repeats what stands before it; a field of registration in brackets is optional.
"""


@dataclass(frozen=True, slots=True)
class Proof:
    """``field``: ``section.field`` of ``JurisdictionProfile``; empty where no number is set by it."""

    clause: str
    rule: str
    field: str
    file: str
    test: str


def proofs(root: Path = ROOT) -> Sequence[Proof]:
    """Every mark ``clause`` in the tests, by file and line. Raises ValueError for one that cannot be read."""
    found = []
    for path in sorted((root / "tests").rglob("test_*.py")):
        text = path.read_text()
        if "mark.clause(" in text:
            found += list(_of_file(ast.parse(text), path.relative_to(root).as_posix()))
    return found


def _of_file(tree: ast.Module, file: str) -> Iterator[Proof]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.clause":
                    yield _proof(decorator, file, node.name)


def _proof(mark: ast.Call, file: str, test: str) -> Proof:
    given = {word.arg: ast.literal_eval(word.value) for word in mark.keywords}
    if len(mark.args) != 1 or given.keys() != {"rule", "field"}:
        raise ValueError(f"{file}::{test}: a clause, its rule and its field")
    return Proof(ast.literal_eval(mark.args[0]), given["rule"], given["field"], file, test)


def page(found: Sequence[Proof]) -> str:
    by_clause: Mapping[str, list[Proof]] = defaultdict(list)
    for proof in found:
        by_clause[proof.clause].append(proof)
    lines = [_HEAD + _sum(found)]
    for part in PARTS:
        proved = [clause for clause in part.clauses if not clause.missing]
        missing = [clause for clause in part.clauses if clause.missing]
        lines.append(f"## {part.title}\n")
        if proved:
            lines += ["| clause | asks | proved | test | profile field |", "|---|---|---|---|---|"]
            lines += [row for clause in proved for row in _rows(clause, by_clause[clause.name])]
            lines.append("")
        if missing:
            lines += ["| not covered | asks | why |", "|---|---|---|"]
            lines += [f"| {clause.name} | {clause.asks} | {clause.missing} |" for clause in missing]
            lines.append("")
    lines += [_NUMBERS, *numbers(proof.field for proof in found if proof.field), ""]
    return "\n".join(lines)


def _sum(found: Sequence[Proof]) -> str:
    clauses = [clause for part in PARTS for clause in part.clauses]
    missing = sum(bool(clause.missing) for clause in clauses)
    tests = {(proof.file, proof.test) for proof in found}
    proved = len(clauses) - missing
    return f"Of {len(clauses)} clauses {proved} are proved, by {len(tests)} tests; {missing} are not covered.\n"


def _rows(clause: Clause, found: Sequence[Proof]) -> Iterator[str]:
    fields: Mapping[tuple[str, str, str], list[str]] = defaultdict(list)
    for proof in found:
        fields[(proof.rule, proof.test, proof.file)] += [f"`{proof.field}`"] if proof.field else []
    for number, ((rule, test, file), named) in enumerate(fields.items()):
        name, asks = (clause.name, clause.asks) if number == 0 else ("", "")
        yield f"| {name} | {asks} | {rule} | [`{test}`](../{file}) | {', '.join(named)} |"
