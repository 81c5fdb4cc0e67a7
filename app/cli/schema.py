"""``croupier schema export``: the contract that clients build on, written from the code."""

import argparse

from app.cli.terminal import CannotContinue, say
from app.contract import FOLDER, generated
from app.settings import Settings


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a file has drifted")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Raises CannotContinue naming the files that ``--check`` found to differ."""
    del settings
    drifted = [name for name, text in generated().items() if not _same(name, text)]
    if arguments.check and drifted:
        raise CannotContinue(f"frontend-contract/ has drifted ({', '.join(drifted)}): run croupier schema export.")
    for name in drifted:
        (FOLDER / name).write_text(generated()[name])
        say(f"· wrote frontend-contract/{name}")
    return 0


def _same(name: str, text: str) -> bool:
    path = FOLDER / name
    return path.is_file() and path.read_text() == text
