"""Documents prepared once per text: parsed, held to the limits, validated, measured."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    parse,
    validate,
)
from graphql.validation import ASTValidationRule, specified_rules
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from graphql_api.execution.cost import Costs, depends_on_variables
from graphql_api.execution.failures import Code, Failure
from graphql_api.execution.limits import Limits
from graphql_api.execution.shape import Shape, definitions_of, refuse_unreached

_RULES: tuple[type[ASTValidationRule], ...] = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
_REPORTED_ERRORS = 10

_ENTRIES = 1_000
_BYTES = 512 * 1024
"""Of text; a prepared document takes 50 to 200 times as much memory."""


@dataclass(frozen=True, slots=True)
class Operation:
    name: str | None
    kind: OperationType
    depth: int
    cost: int | None
    """None: it depends on the variables."""
    fields: tuple[str, ...]
    """Of the root, as selected there; without those in fragments."""
    node: OperationDefinitionNode


@dataclass(frozen=True, slots=True)
class Document:
    """A valid document and its operations."""

    ast: DocumentNode
    operations: tuple[Operation, ...]
    fragments: Mapping[str, FragmentDefinitionNode]

    def choose(self, name: str | None) -> Operation:
        """The operation to run. Raises Failure when the name picks none, or several could be meant."""
        if name is None and len(self.operations) == 1:
            return self.operations[0]
        for operation in self.operations:
            if name is not None and operation.name == name:
                return operation
        raise Failure.of(Code.BAD_USER_INPUT, "operationName must name one of the document's operations.")


class Documents:
    """Least recently used documents by exact text, bounded in number and bytes; only valid ones are kept."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self._schema = schema
        self._limits = limits
        self._kept: OrderedDict[str, Document] = OrderedDict()
        self._bytes = 0

    def get(self, text: str) -> Document:
        """Raises Failure: not GraphQL, over a limit, or not valid for the schema."""
        found = self._kept.get(text)
        if found is not None:
            self._kept.move_to_end(text)
            return found
        prepared = self._prepare(text)
        self._kept[text] = prepared
        self._bytes += len(text)
        while len(self._kept) > _ENTRIES or self._bytes > _BYTES:
            dropped, _ = self._kept.popitem(last=False)
            self._bytes -= len(dropped)
        return prepared

    def cost(self, document: Document, operation: Operation, variables: Mapping[str, Any]) -> int:
        if operation.cost is not None:
            return operation.cost
        return Costs(self._schema, document.fragments, variables).of(operation.node)

    def _prepare(self, text: str) -> Document:
        ast = self._parse(text)
        nodes, fragments = definitions_of(ast, self._limits)
        shapes = [Shape(node, fragments, self._limits) for node in nodes]
        refuse_unreached(fragments, shapes)
        errors = validate(
            self._schema, ast, _RULES, max_errors=_REPORTED_ERRORS, hide_suggestions=not self._limits.suggestions
        )
        if errors:
            raise Failure.from_graphql(Code.VALIDATION_FAILED, errors)
        return Document(
            ast,
            tuple(self._operation(node, shape, fragments) for node, shape in zip(nodes, shapes, strict=True)),
            fragments,
        )

    def _parse(self, text: str) -> DocumentNode:
        try:
            return parse(
                text,
                allow_empty_selection_sets=False,  # the published specification; the library follows a draft
                max_lexical_tokens=self._limits.tokens,
                max_comments=self._limits.tokens,
                max_source_length=self._limits.characters,
            )
        except GraphQLError as error:
            raise Failure.from_graphql(Code.PARSE_FAILED, [error]) from None
        except RecursionError:
            raise Failure.of(Code.PARSE_FAILED, "The document is nested too deeply.") from None

    def _operation(
        self, node: OperationDefinitionNode, shape: Shape, fragments: Mapping[str, FragmentDefinitionNode]
    ) -> Operation:
        name = node.name.value if node.name is not None else None
        cost = None if depends_on_variables(node) else Costs(self._schema, fragments, {}).of(node)
        fields = tuple(field.name.value for field in node.selection_set.selections if isinstance(field, FieldNode))
        return Operation(name, node.operation, shape.depth, cost, fields, node)
