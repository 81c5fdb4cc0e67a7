"""``croupier restore``."""

import argparse
import asyncio
import shutil
import subprocess
import tempfile
from pathlib import Path

import asyncpg

from app.cli.archive import DUMP, FOLDERS, SECRETS, run_program, unpack
from app.cli.database import database
from app.cli.terminal import CannotContinue, progress, say
from app.embedded import Binaries
from app.settings import Settings

EMPTY = """
set lock_timeout = '10s';
set client_min_messages = warning;
do $$
declare
    found text;
begin
    for found in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
        execute format('drop schema %I cascade', found);
    end loop;
end $$;
create schema public;
"""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument("--force", action="store_true", help="replace the data and secrets that are there")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """All or nothing: the database is replaced in one transaction, and the folders beside it after that."""
    secrets = settings.data_dir / SECRETS
    with tempfile.TemporaryDirectory(prefix="croupier-restore-") as name:
        folder = Path(name)
        unpack(arguments.file, folder)
        with database(settings, "restoring", share=False) as url:
            if not arguments.force and (secrets.is_dir() or asyncio.run(_holds_data(url))):
                raise CannotContinue(
                    f"There are data in {settings.data_dir.absolute()} or its database already.\n"
                    "Make a backup of them, then say --force to replace them."
                )
            progress("reading the database")
            script = _script(folder / DUMP, folder / "script.sql")
            with script.open("rb") as statements:
                run_program(
                    "psql", url, ["-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction"], stdin=statements
                )
            for part in FOLDERS:
                if any((folder / part).iterdir()):
                    _replace(folder / part, settings.data_dir / part)
    say(f"{arguments.file} is restored.")
    return 0


async def _holds_data(url: str) -> bool:
    connection = await asyncpg.connect(url)
    try:
        return bool(
            await connection.fetchval(
                "select exists (select from pg_tables where schemaname not in ('pg_catalog', 'information_schema'))"
            )
        )
    finally:
        await connection.close()


def _script(dump: Path, script: Path) -> Path:
    """The dump as statements behind those that empty the database."""
    pg_restore = [Binaries.from_wheel().program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(dump)]
    with script.open("wb") as file:
        file.write(EMPTY.encode())
        file.flush()
        done = subprocess.run(pg_restore, stdout=file, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise CannotContinue(f"The backup's database cannot be read.\n{done.stderr.decode(errors='replace').strip()}")
    return script


def _replace(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(mode=0o700, parents=True)
    for file in source.iterdir():
        copy = target / file.name
        copy.touch(mode=0o600)
        copy.write_bytes(file.read_bytes())
