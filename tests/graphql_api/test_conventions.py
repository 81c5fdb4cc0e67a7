"""CONTRACT's conventions, held by every field of the schema."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLUnionType,
    get_named_type,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

import domain
from domain.shared import Message, Refusal
from domain.wallet import Command
from graphql_api.core import declared_refusals
from graphql_api.schema import build_schema

for module in pkgutil.walk_packages(domain.__path__, "domain."):
    importlib.import_module(module.name)

CORE = build_schema()._schema
MUTATIONS: dict[str, GraphQLField] = CORE.mutation_type.fields  # type: ignore[union-attr]
SUBSCRIPTIONS: dict[str, GraphQLField] = CORE.subscription_type.fields  # type: ignore[union-attr]
USER_ERROR = CORE.type_map["UserError"]
INPUT_SCALARS = {"String", "Int", "Float", "Boolean", "ID", "Date", "DateTime", "UUID", "BigInt"}
"""The ones that every generator of test data knows."""


def members(field: GraphQLField) -> dict[str, GraphQLObjectType]:
    union = get_named_type(field.type)
    assert isinstance(union, GraphQLUnionType)
    return {member.name: member for member in union.types}


def refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for found in kind.__subclasses__():
        if found.__module__.startswith("domain."):
            yield found
        yield from refusals(found)


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_takes_one_input_and_answers_a_union_of_its_name(name: str) -> None:
    field = MUTATIONS[name]
    assert list(field.args) == ["input"]
    title = name[0].upper() + name[1:]
    assert get_named_type(field.type).name == f"{title}Result"
    assert f"{title}Success" in members(field)
    assert "InvalidInput" in members(field), "any string can hold a NUL"
    assert isinstance(field.type, GraphQLNonNull)


@pytest.mark.parametrize("name", MUTATIONS)
def test_what_opens_an_order_takes_an_idempotency_key(name: str) -> None:
    fields = get_named_type(MUTATIONS[name].args["input"].type).fields  # type: ignore[attr-defined]
    assert ("idempotencyKey" in fields) == ("IdempotencyConflict" in members(MUTATIONS[name]))
    if "idempotencyKey" in fields:
        assert str(fields["idempotencyKey"].type) == "String!"


@pytest.mark.parametrize("name", SUBSCRIPTIONS)
def test_events_can_say_that_somebody_is_signed_out_or_not_allowed(name: str) -> None:
    assert {"NotSignedIn", "NotAllowed", "InvalidInput"} <= members(SUBSCRIPTIONS[name]).keys()


def test_refusals_carry_code_and_message_and_a_facts_name_has_one_type() -> None:
    facts: dict[str, str] = {}
    for refusal in CORE.get_possible_types(USER_ERROR):  # type: ignore[arg-type]
        for name, field in refusal.fields.items():
            assert facts.setdefault(name, str(field.type)) == str(field.type), f"{refusal.name}.{name}"
    assert facts["code"] == "ErrorCode!"


def test_inputs_use_only_scalars_that_generators_know() -> None:
    for named in CORE.type_map.values():
        if isinstance(named, GraphQLInputObjectType):
            for name, field in named.fields.items():
                scalar = get_named_type(field.type)
                upload = scalar.name == "Upload" and scalar is field.type  # optional: generators leave it out
                known = not isinstance(scalar, GraphQLScalarType) or scalar.name in INPUT_SCALARS
                assert known or upload, f"{named.name}.{name}"


def test_lists_are_never_null_and_nothing_is_a_float() -> None:
    for named in CORE.type_map.values():
        if isinstance(named, GraphQLObjectType) and not named.name.startswith("__"):
            for name, field in named.fields.items():
                assert not isinstance(field.type, GraphQLList), f"{named.name}.{name} is a list that can be null"
                assert get_named_type(field.type).name != "Float", f"{named.name}.{name}"


NEVER_FOR_PLAYERS = {
    # game protocols, each with a table of its own
    "ALREADY_ROLLED_BACK",
    "ANOTHER_SLOT_OPEN",
    "BALANCE_TOO_LARGE",
    "GAME_SESSION_ENDED",
    "NOT_REVERSIBLE",
    "ROUND_IS_CLOSED",
    "STAKE_ABOVE_CAP",
    "TOO_SOON",
    "UNKNOWN_BET",
    "UNKNOWN_ROUND",
    "WRONG_CURRENCY",
    "WRONG_GAME",
    # payment providers' notices, and the staff's steps
    "NOTICE_CONFLICT",
    "PAID_TWICE",
    "PAYMENT_MISMATCH",
    "NOTHING_TO_ANSWER",
    "RATE_JUMPS",
    "UNKNOWN_DEPOSIT",
    "UNKNOWN_WITHDRAWAL",
    "WITHDRAWAL_MOVED_ON",
    "NOTHING_TO_REVIEW",
    "UNKNOWN_KYC_DOCUMENT",
    # what nobody may learn, and what cannot be: whoever is signed in exists
    "EMAIL_TAKEN",
    "UNKNOWN_APPLICANT",
    "UNKNOWN_KYC_CASE",
    "PERSON_TAKEN",
    "PHONE_TAKEN",
    "UNKNOWN_PLAYER",
}
"""Refusals that no resolver meets, or that it answers with something else."""


def test_each_refusal_of_the_domain_has_a_type_and_a_text() -> None:
    declared = declared_refusals()
    codes = {kind.code for kind in refusals() if kind not in declared and kind.code}
    assert codes == NEVER_FOR_PLAYERS
    assert len({kind.code for kind in declared}) == len(declared), "two refusals share a code"


@pytest.mark.parametrize("name", MUTATIONS)
def test_each_union_lists_what_its_use_case_refuses_with(name: str) -> None:
    """Reads the resolver's module: the messages it sends, and the refusals that the modules of these messages raise."""
    declared = declared_refusals()
    resolver = _resolver(MUTATIONS[name])
    listed = set(members(MUTATIONS[name]))
    for raised in set(_raised_by(resolver)):
        if raised.code in NEVER_FOR_PLAYERS:
            continue
        member = declared.get(raised)
        assert member is not None, f"{name} can refuse with {raised.__name__}, which has no type"
        assert member.__name__ in listed, f"{name} can refuse with {raised.__name__}, which its union does not list"


def _resolver(field: GraphQLField) -> Any:
    declared = field.extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
    return inspect.unwrap(declared.base_resolver.wrapped_func)


def _raised_by(resolver: Any) -> Iterator[type[Refusal]]:
    tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(resolver)).replace("@mutation", "", 1).strip())
    module = inspect.getmodule(resolver)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = _named(node.func, module)
            if isinstance(called, type) and issubclass(called, (Message, Command)):
                yield from _raised_in(inspect.getmodule(called))


def _raised_in(module: Any) -> Iterator[type[Refusal]]:
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if isinstance(node, ast.Raise) and node.exc is not None:
            expression = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            if isinstance(expression, ast.Attribute) and expression.attr == "of":
                expression = expression.value
            raised = _named(expression, module)
            if isinstance(raised, type) and issubclass(raised, Refusal):
                yield raised


def _named(expression: ast.expr, module: Any) -> Any:
    if isinstance(expression, ast.Name):
        return getattr(module, expression.id, None)
    if isinstance(expression, ast.Attribute):
        return getattr(_named(expression.value, module), expression.attr, None)
    return None


@pytest.mark.parametrize("name", MUTATIONS)
def test_what_a_locked_session_may_not_do_can_say_so(name: str) -> None:
    """``signed_in()`` refuses it; ``signed_in(while_locked=True)`` lets it through."""
    source = inspect.getsource(_resolver(MUTATIONS[name]))
    if "signed_in()" in source:
        assert {"NotSignedIn", "NotAllowed"} <= members(MUTATIONS[name]).keys()
