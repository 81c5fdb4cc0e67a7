"""The ``croupier`` command: one file per command."""

import argparse
from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError

from app.cli import backup, doctor, migrate, qa_token, reset, restore, serve, worker
from app.cli.terminal import CannotContinue, explain_settings, say
from app.embedded import EmbeddedPostgresError
from app.secrets import UnusableSecret
from app.settings import Settings

COMMANDS: Sequence[Any] = (serve, worker, migrate, doctor, backup, restore, reset, qa_token)
"""Modules with ``NAME`` (a second word makes it a subcommand), ``HELP``, ``configure(parser)`` and
``run(arguments, settings) -> exit code``."""

OVERRIDES = ("host", "port", "data_dir")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 1 could not be done (and why), 2 wrongly asked, 130 interrupted."""
    parsed = _parser().parse_args(arguments)
    given = {name: getattr(parsed, name, None) for name in OVERRIDES}
    try:
        settings = Settings(**{name: value for name, value in given.items() if value is not None})
        return int(parsed.run(parsed, settings))
    except ValidationError as error:
        say(explain_settings(error))
    except (CannotContinue, EmbeddedPostgresError, UnusableSecret) as error:
        say(str(error))
    except KeyboardInterrupt:
        return 130
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="croupier", description="The player-facing platform of an online casino.")
    commands = parser.add_subparsers(metavar="command", required=True)
    groups: dict[str, Any] = {}
    for module in COMMANDS:
        *first, last = module.NAME.split()
        if first and first[0] not in groups:
            group = commands.add_parser(first[0], help=f"{first[0]} {last} …")
            groups[first[0]] = group.add_subparsers(metavar="command", required=True)
        command = (groups[first[0]] if first else commands).add_parser(last, help=module.HELP, description=module.HELP)
        command.add_argument("--data-dir", help="where data and secrets lie (CROUPIER_DATA_DIR, default ./var)")
        module.configure(command)
        command.set_defaults(run=module.run)
    return parser
