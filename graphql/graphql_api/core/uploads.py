"""``Upload``: a file that came beside the operation (GraphQL multipart request specification)."""

from dataclasses import dataclass, field
from typing import NewType

from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from graphql_api.core.scalar_forms import refuse_input

MULTIPART_REQUEST = "https://github.com/jaydenseric/graphql-multipart-request-spec"


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """Its bytes alone: the name and the type that a client gives are nobody's to believe."""

    content: bytes = field(repr=False)


Upload = NewType("Upload", UploadedFile)
"""Only as an optional field of an input: where no file came, that is InvalidInput (REQUIRED)."""


def _read(value: object) -> UploadedFile:
    if isinstance(value, UploadedFile):
        return value
    raise GraphQLError("A file travels beside the operation, in a multipart request.")


UPLOAD = ScalarDefinition(
    name="Upload",
    description="A file, sent beside the operation in a `multipart/form-data` request; `null` in the variables.",
    specified_by_url=MULTIPART_REQUEST,
    serialize=refuse_input,
    parse_value=_read,
    parse_literal=None,
)
