"""Text that no database and no encoder can carry: NUL and lone surrogates."""

import re
from collections.abc import Iterator, Mapping

from domain.shared import FieldProblem, InvalidInput

_UNREADABLE = re.compile("[\x00\ud800-\udfff]")

UNREADABLE_TEXT = "UNREADABLE_TEXT"


def unreadable(text: str) -> bool:
    return _UNREADABLE.search(text) is not None


def refuse_unreadable(arguments: Mapping[str, object]) -> None:
    """Raises InvalidInput naming every string, at any depth, that holds NUL or a lone surrogate.

    Paths are relative to the ``input`` argument where there is one.
    """
    problems = tuple(FieldProblem(path, UNREADABLE_TEXT) for path in unreadable_paths(arguments))
    if problems:
        raise InvalidInput(problems)


def unreadable_paths(arguments: Mapping[str, object]) -> Iterator[str]:
    for name, value in arguments.items():
        yield from _paths("" if name == "input" else name, value)


def _paths(path: str, value: object) -> Iterator[str]:
    if isinstance(value, str):
        if unreadable(value):
            yield path
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _paths(f"{path}.{index}", item)
    elif hasattr(type(value), "__strawberry_definition__") and hasattr(value, "__dict__"):
        for name, item in vars(value).items():
            yield from _paths(f"{path}.{name}" if path else name, item)
