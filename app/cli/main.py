"""The ``croupier`` command: one file per command, imported only when it is the one asked for."""

import argparse
import importlib
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from app.cli.terminal import CannotContinue, explain_settings, say
from app.embedded import EmbeddedPostgresError
from app.secrets import UnusableSecret
from app.settings import Settings

COMMANDS: Mapping[str, tuple[str, str]] = {
    "serve": ("serve", "serve the API, the clients and the sandbox"),
    "worker": ("worker", "run the background work alone, beside serving processes"),
    "migrate": ("migrate", "bring the database to the newest revision"),
    "seed": ("seed", "sign the demo player up (development only; `serve` does it by itself)"),
    "doctor": ("doctor", "explain what is wrong with this machine"),
    "schema export": ("schema", "write the SDL, the error codes and the trusted documents into frontend-contract/"),
    "ledger verify": ("ledger", "prove from the rows that the books balance and nobody changed them"),
    "keys rotate": ("keys_rotate", "seal personal data anew under the newest key; in development make that key too"),
    "keys status": ("keys_status", "say what each key still holds, and which may leave its ring"),
    "staff kyc": ("staff_kyc", "who players are: queue, view, approve, reject"),
    "staff erase": ("staff_erase", "take a person who has left out of every record but the books"),
    "backup": ("backup", "write the database and the secrets to one private file, also while the platform runs"),
    "restore": ("restore", "put back what `croupier backup` wrote"),
    "reset": ("reset", "delete the embedded database and the secrets (development only)"),
    "staff exclusions": (
        "staff_exclusions",
        "who asks to come back early, and who asks to exclude a player",
    ),
    "staff kyc-document": ("staff_kyc_document", "pictures that players handed in: list, look at one"),
    "staff limits": ("staff_limits", "limits that staff set for a player: set, remove, list"),
    "staff complaints": ("staff_complaints", "what players hold against us: list, view, answer, close, export"),
    "staff recovery": ("staff_recovery", "players who have lost their second factor: list, approve, reject"),
    "staff profile": ("staff_profile", "which versions of the rules players are under: list, apply"),
    "rates set": ("rates_set", "what a currency is worth, for limits and thresholds that count in euros"),
    "rates show": ("rates_show", "the reference rates, who set them, and which are old"),
    "qa-token": ("qa_token", "print an access token of a fresh player for two hours (never in production)"),
}
"""By the words to type: the module in ``app.cli`` with ``configure(parser)`` and ``run(arguments, settings) -> exit
code``, and the help. Two words make a command of a group."""

OVERRIDES = ("host", "port", "data_dir")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit codes: 0 done, 1 could not be done (and why), 2 wrongly asked, 130 interrupted."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parsed = _parser(words).parse_args(words)
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


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="croupier", description="The player-facing platform of an online casino.")
    commands = parser.add_subparsers(metavar="command", required=True)
    groups: dict[str, Any] = {}
    for name, (module_name, text) in COMMANDS.items():
        *first, last = name.split()
        if first and first[0] not in groups:
            group = commands.add_parser(first[0], help=f"{first[0]} {last}, …")
            groups[first[0]] = group.add_subparsers(metavar="command", required=True)
        command = (groups[first[0]] if first else commands).add_parser(last, help=text, description=text)
        command.add_argument("--data-dir", help="where data and secrets lie (CROUPIER_DATA_DIR, default ./var)")
        if words[: len(first) + 1] == name.split():
            module = importlib.import_module(f"app.cli.{module_name}")
            module.configure(command)
            command.set_defaults(run=module.run)
    return parser
