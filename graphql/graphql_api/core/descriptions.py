"""Docstrings become the schema's descriptions, so that the reference manual is written where the code is."""

import inspect
from typing import Any

import strawberry
from graphql import GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType
from strawberry.schema.schema_converter import GraphQLCoreConverter

_DEFINITION = GraphQLCoreConverter.DEFINITION_BACKREF


def describe(schema: strawberry.Schema) -> strawberry.Schema:
    """Give each type and field that has none the docstring of its class or resolver; the same schema is returned."""
    for named in schema._schema.type_map.values():
        if not isinstance(named, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            continue
        definition: Any = named.extensions.get(_DEFINITION)
        if definition is not None and not named.description:
            named.description = _docstring_of(definition.origin)
        for field in named.fields.values():
            declared: Any = field.extensions.get(_DEFINITION)
            resolver = getattr(declared, "base_resolver", None)
            if resolver is not None and not field.description:
                field.description = _text(resolver.wrapped_func.__doc__)
    return schema


def _docstring_of(cls: type) -> str | None:
    """The class's own; the signature that ``dataclass`` puts in place of a missing one is none."""
    own = cls.__dict__.get("__doc__")
    return None if own is None or own.startswith(f"{cls.__name__}(") else _text(own)


def _text(docstring: str | None) -> str | None:
    """Without indentation, and with Markdown's marks for code."""
    return inspect.cleandoc(docstring).replace("``", "`") if docstring else None
