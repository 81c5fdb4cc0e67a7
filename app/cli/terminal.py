"""How the commands talk to the person at the terminal: progress and problems on standard error."""

import sys

from pydantic import ValidationError


class CannotContinue(Exception):
    """The command cannot do what was asked; the message says why and what to do, and nothing else is shown."""


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def progress(step: str) -> None:
    say(f"· {step}")


def explain_settings(error: ValidationError) -> str:
    """Which setting is wrong and why, without its value, which may be a secret."""
    lines = [f"CROUPIER_{'_'.join(map(str, problem['loc'])).upper()}: {problem['msg']}" for problem in error.errors()]
    return "\n".join(["The settings cannot be used.", *lines])
