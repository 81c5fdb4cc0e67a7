"""What a valid operation may cost: an object 1, a mutation 10 more, a page its size times what one row costs.

Leaves cost nothing. A list without pages counts as five rows. A page's size is read as ``page_request`` reads it, from
literals, variables and their defaults; a list argument (``nodes(ids)``) counts its length.
"""

from collections.abc import Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListTypeNode,
    ListValueNode,
    NamedTypeNode,
    NonNullTypeNode,
    NullValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

from domain.shared import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE

MUTATION_COST = 10
ROWS_OF_A_LIST = 5
_PAGE_ARGUMENTS = ("first", "last")
_GIVEN = object()
"""A value whose size does not matter."""


class Costs:
    """The cost of one operation under given variables."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables
        self._mutations = schema.get_root_type(OperationType.MUTATION)
        self._known: dict[tuple[str, int], int] = {}

    def of(self, operation: OperationDefinitionNode) -> int:
        defaults = {
            definition.variable.name.value: self._value(definition.default_value)
            for definition in operation.variable_definitions or ()
            if definition.default_value is not None
        }
        self._variables = {**defaults, **self._variables}
        return self._selections(operation.selection_set, self._schema.get_root_type(operation.operation), 1)

    def _selections(self, selections: SelectionSetNode, parent: Any, page: int) -> int:
        cost = 0
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                cost += self._field(selection, parent, page)
            elif isinstance(selection, InlineFragmentNode):
                narrowed = selection.type_condition
                inner = parent if narrowed is None else self._schema.get_type(narrowed.name.value)
                cost += self._selections(selection.selection_set, inner, page)
            elif isinstance(selection, FragmentSpreadNode):
                cost += self._fragment(selection.name.value, page)
        return cost

    def _fragment(self, name: str, page: int) -> int:
        """Counted once per page size: fragments that spread each other twice must not double the work each time."""
        if (name, page) not in self._known:
            fragment = self._fragments[name]
            inner = self._schema.get_type(fragment.type_condition.name.value)
            self._known[name, page] = self._selections(fragment.selection_set, inner, page)
        return self._known[name, page]

    def _field(self, field: FieldNode, parent: Any, page: int) -> int:
        if field.selection_set is None or not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return 0
        definition = parent.fields.get(field.name.value)
        if definition is None:  # __schema, __type
            return 1
        rows = 1
        if _is_list(definition.type):
            rows = page if field.name.value == "edges" else self._list_rows(field)
        inner_page = self._page_size(field, definition)
        own = 1 + MUTATION_COST if parent is self._mutations else 1
        return own + rows * self._selections(field.selection_set, get_named_type(definition.type), inner_page)

    def _page_size(self, field: FieldNode, definition: GraphQLField) -> int:
        if not any(name in definition.args for name in _PAGE_ARGUMENTS):
            return 1
        given = {argument.name.value: self._value(argument.value) for argument in field.arguments or ()}
        first, last = given.get("first"), given.get("last")
        size = last if first is None else first
        if not isinstance(size, int | float):
            return DEFAULT_PAGE_SIZE
        if first is None and "after" in given:  # where it is given, ``last`` does not count
            size = max(size, DEFAULT_PAGE_SIZE)
        return int(max(1, min(size, MAX_PAGE_SIZE)))

    def _list_rows(self, field: FieldNode) -> int:
        for argument in field.arguments or ():
            value = self._value(argument.value)
            if isinstance(value, list):
                return max(1, len(value))
        return ROWS_OF_A_LIST

    def _value(self, node: Any) -> Any:
        """A number, a list of the right length, None for what counts as not given, else only that it is there."""
        if isinstance(node, VariableNode):
            return self._variables.get(node.name.value)
        if isinstance(node, IntValueNode):
            return int(node.value)
        if isinstance(node, ListValueNode):
            return [_GIVEN] * len(node.values)
        return None if isinstance(node, NullValueNode) else _GIVEN


def depends_on_variables(operation: OperationDefinitionNode) -> bool:
    """Whether the same operation can cost differently from call to call: only numbers and lists count."""
    for definition in operation.variable_definitions or ():
        kind = definition.type.type if isinstance(definition.type, NonNullTypeNode) else definition.type
        if isinstance(kind, ListTypeNode) or (isinstance(kind, NamedTypeNode) and kind.name.value == "Int"):
            return True
    return False


def _is_list(output: GraphQLOutputType) -> bool:
    return isinstance(output.of_type if isinstance(output, GraphQLNonNull) else output, GraphQLList)
