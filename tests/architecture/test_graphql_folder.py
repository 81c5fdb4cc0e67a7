"""``graphql/`` must never shadow graphql-core (docs/decisions/0003)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_folder_holds_no_module() -> None:
    assert not list((ROOT / "graphql").glob("*.py"))
    assert not (ROOT / "tests" / "graphql").exists()


def test_the_library_wins_even_with_the_checkout_first_on_the_path() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import graphql; print(graphql.__file__, graphql.parse)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "site-packages" in run.stdout


def test_our_schema_is_importable_beside_it() -> None:
    code = "import graphql, graphql_api; print(graphql_api.__file__)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT.parent)
    assert str(ROOT / "graphql" / "graphql_api") in run.stdout
