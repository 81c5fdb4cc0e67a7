"""Domain results as stored text, and back.

A reply is a frozen dataclass of strings, integers, booleans, ids and None. It is stored as a JSON array of its class's
name and its values in order, so that a replay gets an equal object, encoded afresh by each edge.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any, get_type_hints
from uuid import UUID

import orjson


class UnknownReply(Exception):
    """A stored reply names a class that no context declares."""


class ReplyCodec:
    """``kinds`` are all reply classes of all commands; a class's name must be unique among them."""

    def __init__(self, kinds: Iterable[type]) -> None:
        self._encoders: dict[type, Callable[[Any], Any]] = {}
        self._decoders: dict[str, tuple[type, tuple[int, ...]]] = {}
        for kind in kinds:
            names = [field.name for field in fields(kind)]
            if kind.__name__ in self._decoders or not names:
                raise ValueError(f"{kind.__name__} cannot be stored: it has no fields, or another reply has its name")
            hints = get_type_hints(kind)
            ids = tuple(index for index, name in enumerate(names) if _is_id(hints[name]))
            self._encoders[kind] = attrgetter(*names) if len(names) > 1 else _single(names[0])
            self._decoders[kind.__name__] = (kind, ids)

    def encode(self, reply: object) -> str:
        kind = type(reply)
        return orjson.dumps((kind.__name__, *self._encoders[kind](reply))).decode()

    def decode(self, stored: str) -> object:
        name, *values = orjson.loads(stored)
        if name not in self._decoders:
            raise UnknownReply(name)
        kind, ids = self._decoders[name]
        for index in ids:
            if values[index] is not None:
                values[index] = UUID(values[index])
        return kind(*values)


def _is_id(hint: object) -> bool:
    candidates = getattr(hint, "__args__", (hint,))
    return any(candidate is UUID or getattr(candidate, "__supertype__", None) is UUID for candidate in candidates)


def _single(name: str) -> Callable[[Any], tuple[Any]]:
    return lambda reply: (getattr(reply, name),)
