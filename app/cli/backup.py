"""``croupier backup``."""

import argparse
import shutil
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from app.cli.archive import DUMP, FOLDERS, private_file, run_program
from app.cli.database import database
from app.cli.terminal import CannotContinue, progress, say
from app.settings import Settings


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="default: croupier-<time>.backup in this folder")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    target: Path = arguments.file or Path(datetime.now(UTC).strftime("croupier-%Y%m%d-%H%M%S.backup"))
    if target.exists():
        raise CannotContinue(f"{target} exists already.")
    if not target.absolute().parent.is_dir():
        raise CannotContinue(f"The folder {target.absolute().parent} does not exist.")
    with database(settings, "backing up") as url, tempfile.TemporaryDirectory(prefix="croupier-backup-") as folder:
        # The signed heads first: none of them may be ahead of the database beside it.
        for name in FOLDERS:
            if (settings.data_dir / name).is_dir():
                shutil.copytree(settings.data_dir / name, Path(folder, name))
        progress("writing the database")
        # The chains are built anew from the rows, to the same hashes: a link without a signed head would look forged.
        left_out = "--exclude-table-data=ledger_chain"
        options = ["--format=custom", "--no-owner", "--no-privileges", left_out, f"--file={folder}/{DUMP}"]
        run_program("pg_dump", url, options)
        with private_file(target) as file, tarfile.open(fileobj=file, mode="w") as archive:
            for path in sorted(Path(folder).iterdir()):
                archive.add(path, path.name)
    say(f"{target} holds the database and the secrets of {settings.data_dir.absolute()}: keep it under lock.")
    if settings.data_keys or settings.token_keys:
        say("The keys given by CROUPIER_DATA_KEYS and CROUPIER_TOKEN_KEYS are not in it: keep them apart.")
    return 0
