"""From outside, a context is entered by its front door; only ``app`` may reach inside, because it maps rows."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def back_doors(folder: Path, context: str | None) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        for module in imports(path):
            _, *inside = module.split(".") if module.startswith("domain.") else ("",)
            if len(inside) > 1 and inside[0] != context:
                yield f"{path.relative_to(ROOT)}: {module}"


def test_contexts_enter_each_other_by_the_front_door() -> None:
    contexts = [folder for folder in (ROOT / "domain").iterdir() if (folder / "__init__.py").exists()]
    assert len(contexts) >= 6
    assert not [found for folder in contexts for found in back_doors(folder, folder.name)]


def test_the_schema_enters_contexts_by_the_front_door() -> None:
    assert not list(back_doors(ROOT / "graphql", None))
