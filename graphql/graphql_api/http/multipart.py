"""Files beside an operation: the GraphQL multipart request specification, by jaydenseric.

Read in memory and nowhere else, up to a cap; what does not follow the specification is refused with 400.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from graphql_api.core.uploads import UploadedFile
from graphql_api.execution import Code, Failure, GraphQLRequest
from graphql_api.http.asgi import BodyTooLarge, Disconnected, Receive
from graphql_api.http.body import read_json, request_from_map

MEDIA = "multipart/form-data"
BODY_BYTES = 12 * 2**20
"""A document at its largest, and what surrounds it."""
OPERATIONS_BYTES = 64 * 1024
MAP_BYTES = 4 * 1024
FILES = 4
PATHS = 4
_DEEPEST = 8
_HEADERS = 8
_HEADER_BYTES = 2_048
_LONGEST_NAME = 64
_LONGEST_TYPE = 300


def is_multipart(content_type: str) -> bool:
    return content_type[: len(MEDIA)].lower() == MEDIA


@dataclass(slots=True)
class Part:
    name: str
    limit: int
    content: bytearray = field(default_factory=bytearray)


class Form:
    """Parts in the order of the specification: ``operations``, ``map``, then the files that the map names."""

    def __init__(self, boundary: bytes) -> None:
        self.parts: list[Part] = []
        self.complete = False
        self._name, self._value = bytearray(), bytearray()
        self._disposition = b""
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._part_begins,
                "on_header_field": lambda data, start, end: self._name.extend(data[start:end]),
                "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
                "on_header_end": self._header_ends,
                "on_headers_finished": self._headers_end,
                "on_part_data": self._part_goes_on,
                "on_end": self._ends,
            },
            max_size=BODY_BYTES,
            max_header_count=_HEADERS,
            max_header_size=_HEADER_BYTES,
        )

    def write(self, chunk: bytes) -> None:
        """Raises Failure."""
        try:
            self._parser.write(chunk)
        except FormParserError:
            raise _bad("The body is not multipart/form-data.") from None

    def _part_begins(self) -> None:
        if len(self.parts) == 2 + FILES:
            raise _bad(f"More than {FILES} files.")
        self._disposition = b""

    def _header_ends(self) -> None:
        if bytes(self._name).lower() == b"content-disposition":
            self._disposition = bytes(self._value)
        self._name.clear()
        self._value.clear()

    def _headers_end(self) -> None:
        name, number = _name_of(self._disposition), len(self.parts)
        expected = ("operations", "map")[number] if number < 2 else name
        if name != expected or any(part.name == name for part in self.parts):
            raise _bad("The parts must be operations, map, and each file once, in this order.")
        limit = (OPERATIONS_BYTES, MAP_BYTES)[number] if number < 2 else BODY_BYTES
        self.parts.append(Part(name, limit))

    def _part_goes_on(self, data: bytes, start: int, end: int) -> None:
        part = self.parts[-1]
        if len(part.content) + end - start > part.limit:
            raise _bad(f"The part {part.name} is over {part.limit} bytes.")
        part.content += data[start:end]

    def _ends(self) -> None:
        self.complete = True


async def read_multipart(content_type: str, receive: Receive) -> GraphQLRequest:
    """Raises Failure, BodyTooLarge or Disconnected."""
    form, size, more = Form(_boundary(content_type)), 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > BODY_BYTES:
            raise BodyTooLarge
        if chunk:
            form.write(chunk)
        more = bool(message.get("more_body"))
    if not form.complete or len(form.parts) < 3:
        raise _bad("The body must hold operations, a map and at least one file, and end with its boundary.")
    operations, paths, *files = form.parts
    request = request_from_map(read_json(bytes(operations.content)))
    _place(request.variables or {}, _map(bytes(paths.content)), files)
    return request


def _map(content: bytes) -> Mapping[str, list[str]]:
    found = read_json(content)
    if not isinstance(found, dict) or not all(_are_paths(paths) for paths in found.values()):
        raise _bad("The map must be an object of lists of paths.")
    if sum(map(len, found.values())) > PATHS:
        raise _bad(f"More than {PATHS} paths.")
    return found


def _are_paths(found: object) -> bool:
    return isinstance(found, list) and bool(found) and all(isinstance(path, str) for path in found)


def _place(variables: dict[str, Any], paths: Mapping[str, list[str]], files: list[Part]) -> None:
    """Each file where the map says, in place of a null that is there."""
    if paths.keys() != {part.name for part in files}:
        raise _bad("The map and the files do not name each other.")
    for part in files:
        upload = UploadedFile(bytes(part.content))
        for path in paths[part.name]:
            first, *inner = path.split(".", _DEEPEST)
            if first != "variables" or not inner:
                raise _bad("A path must begin with variables.")
            _put(variables, inner, upload)


def _put(container: Any, path: list[str], upload: UploadedFile) -> None:
    *outer, last = path
    for step in outer:
        container = container[_key(container, step)]
    key = _key(container, last)
    if container[key] is not None:
        raise _bad("A path must lead to null.")
    container[key] = upload


def _key(container: Any, step: str) -> Any:
    if isinstance(container, dict) and step in container:
        return step
    if isinstance(container, list) and step.isascii() and step.isdigit() and len(step) < 4:
        number = int(step)
        if number < len(container):
            return number
    raise _bad("A path leads nowhere.")


def _boundary(content_type: str) -> bytes:
    boundary = b"" if len(content_type) > _LONGEST_TYPE else _options(content_type.encode("latin-1")).get(b"boundary")
    if not boundary or len(boundary) > 70:  # RFC 2046, 5.1.1
        raise _bad("The content type names no boundary of 1 to 70 characters.")
    return boundary


def _name_of(disposition: bytes) -> str:
    try:
        name = _options(disposition, b"form-data").get(b"name", b"").decode()
    except UnicodeDecodeError:
        name = ""
    if not 0 < len(name) <= _LONGEST_NAME:
        raise _bad("Each part needs a name.")
    return name


def _options(value: bytes, kind: bytes = b"") -> dict[bytes, bytes]:
    found, options = parse_options_header(value)
    return options if not kind or found == kind else {}


def _bad(message: str) -> Failure:
    return Failure.of(Code.BAD_USER_INPUT, message)
