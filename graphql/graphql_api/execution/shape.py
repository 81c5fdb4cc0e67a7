"""Measures an operation's shape without knowing the schema, before validation, in bounded work.

Fields are grouped as execution would merge them (same response name, same place, fragments expanded), because the
pairs in such a group are what validation compares. Each walk stops at the first limit it meets.
"""

from collections.abc import Iterable, Mapping

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from graphql_api.execution.failures import Code, Failure
from graphql_api.execution.limits import Limits

_INTROSPECTION = ("__schema", "__type")
_INTROSPECTION_DEPTH = 30
"""GraphiQL asks for types within types; that is not the player's data, and does not count as depth."""


class Shape:
    """Depth of one operation, found while holding every other count under its limit. Raises Failure."""

    def __init__(
        self, operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode], limits: Limits
    ) -> None:
        self._fragments = fragments
        self._limits = limits
        self._fields = self._aliases = self._directives = self._pairs = 0
        self.depth = 0
        self.reached: set[str] = set()
        """The fragments that it spreads, at any depth."""
        self._directives += len(operation.directives or ())
        self._level([operation.selection_set], 1, counted=True)

    def _level(self, selection_sets: list[SelectionSetNode], depth: int, counted: bool) -> None:
        groups: dict[str, list[FieldNode]] = {}
        seen: set[str] = set()
        for selection_set in selection_sets:
            self._collect(selection_set.selections, groups, seen)
        if counted:
            self.depth = max(self.depth, depth)
        self._hold(depth, self._limits.depth + (0 if counted else _INTROSPECTION_DEPTH), "levels")
        for fields in groups.values():
            self._pairs += len(fields) * (len(fields) - 1) // 2
            self._hold(self._pairs, self._limits.same_name_pairs, "pairs of fields with the same name")
            nested = [field.selection_set for field in fields if field.selection_set is not None]
            if nested:
                self._level(nested, depth + 1, counted and fields[0].name.value not in _INTROSPECTION)

    def _collect(self, selections: Iterable[SelectionNode], groups: dict[str, list[FieldNode]], seen: set[str]) -> None:
        for selection in selections:
            self._directives += len(selection.directives or ())
            self._hold(self._directives, self._limits.directives, "directives")
            if isinstance(selection, FieldNode):
                self._field(selection, groups)
            elif isinstance(selection, InlineFragmentNode):
                self._collect(selection.selection_set.selections, groups, seen)
            elif isinstance(selection, FragmentSpreadNode):
                fragment = self._fragments.get(selection.name.value)
                if fragment is not None and fragment.name.value not in seen:
                    seen.add(fragment.name.value)
                    self.reached.add(fragment.name.value)
                    self._collect(fragment.selection_set.selections, groups, seen)

    def _field(self, field: FieldNode, groups: dict[str, list[FieldNode]]) -> None:
        self._fields += 1
        self._hold(self._fields, self._limits.fields, "fields")
        if field.alias is not None:
            self._aliases += 1
            self._hold(self._aliases, self._limits.aliases, "aliases")
        if field.name.value in _INTROSPECTION and not self._limits.introspection:
            raise Failure.of(Code.VALIDATION_FAILED, "Introspection is closed here: the schema is published as a file.")
        name = field.alias.value if field.alias is not None else field.name.value
        groups.setdefault(name, []).append(field)

    def _hold(self, count: int, limit: int, what: str) -> None:
        if count > limit:
            raise Failure.of(Code.TOO_COSTLY, f"The document has too many {what}: the limit is {limit}.", limit=limit)


def definitions_of(
    document: DocumentNode, limits: Limits
) -> tuple[list[OperationDefinitionNode], dict[str, FragmentDefinitionNode]]:
    """The document's operations and its fragments by name. Raises Failure when there are too many, or two of a name."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    fragments = [node for node in document.definitions if isinstance(node, FragmentDefinitionNode)]
    if len(operations) > limits.operations or len(fragments) > 5 * limits.operations:
        raise Failure.of(Code.TOO_COSTLY, "The document has too many definitions.", limit=limits.operations)
    by_name: dict[str, FragmentDefinitionNode] = {}
    for node in fragments:
        if by_name.setdefault(node.name.value, node) is not node:
            raise _not_valid(f"There can be only one fragment named '{node.name.value}'.", node)
    return operations, by_name


def refuse_unreached(fragments: Mapping[str, FragmentDefinitionNode], shapes: Iterable[Shape]) -> None:
    """What no operation spreads was not measured, and validation would walk it all the same. Raises Failure."""
    reached = {name for shape in shapes for name in shape.reached}
    for name, fragment in fragments.items():
        if name not in reached:
            raise _not_valid(f"Fragment '{name}' is never used.", fragment)


def _not_valid(message: str, node: FragmentDefinitionNode) -> Failure:
    return Failure.from_graphql(Code.VALIDATION_FAILED, [GraphQLError(message, node)])
