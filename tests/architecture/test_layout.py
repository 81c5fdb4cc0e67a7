"""The house keeps its plan: folders, sizes, what stands where."""

import ast
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
CODE = [path for root in ("app", "domain", "graphql") for path in (ROOT / root).rglob("*.py")]


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_no_file_outgrows_its_reader() -> None:
    """A front door is a list of names, as long as its context has names."""
    read = [path for path in CODE if path.name != "__init__.py"]
    assert not {str(path): lines(path) for path in read if lines(path) > 250}
    assert median(map(lines, read)) < 80


def test_no_float_in_the_domain() -> None:
    def floats(node: ast.AST) -> bool:
        named = isinstance(node, ast.Name) and node.id == "float"
        return named or (isinstance(node, ast.Constant) and isinstance(node.value, float))

    assert not [
        path for path in (ROOT / "domain").rglob("*.py") if any(map(floats, ast.walk(ast.parse(path.read_text()))))
    ]


def test_rows_stay_in_their_folder() -> None:
    strays = [path for path in CODE if "table=True" in path.read_text() and "postgres/tables" not in str(path)]
    assert not strays


def test_every_context_has_its_dictionary() -> None:
    contexts = [path for path in (ROOT / "domain").iterdir() if (path / "__init__.py").exists()]
    assert contexts
    assert not [path.name for path in contexts if not (path / "README.md").exists()]
