"""What no operation does, because a rule forbids it: read from the schema and from the commands that move money."""

import re
from dataclasses import fields
from typing import Any, get_type_hints

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, get_named_type

from app.wiring.procedures import PROCEDURES
from domain.shared import PlayerId
from graphql_api.schema import build_schema

SCHEMA = build_schema()._schema
MUTATION = SCHEMA.mutation_type
SOMEBODY = re.compile(r"player|recipient|beneficiary|payee|username|toaccount|fromaccount", re.IGNORECASE)
NAMED_BY_THEMSELVES = {"UpdateProfileInput.username", "TelegramWidgetInput.username"}
"""Players naming themselves, and Telegram naming whom it vouches for."""


def mutations() -> dict[str, GraphQLInputObjectType]:
    assert isinstance(MUTATION, GraphQLObjectType)
    inputs = {name: get_named_type(field.args["input"].type) for name, field in MUTATION.fields.items()}
    return {name: kind for name, kind in inputs.items() if isinstance(kind, GraphQLInputObjectType)}


@pytest.mark.clause("UK RTS 14B", rule="players ask for a withdrawal, and nothing they can ask takes it back", field="")
def test_no_player_takes_a_withdrawal_back() -> None:
    about = {name for name in mutations() if "withdrawal" in name.lower() or "payout" in name.lower()}
    assert about == {"requestWithdrawal"}
    assert not {field for field in mutations()["requestWithdrawal"].fields if "cancel" in field.lower()}


@pytest.mark.clause("GLI-19 2.5.6(f)", rule="no operation of a player's names another player", field="")
def test_no_input_names_another_player() -> None:
    named = {
        f"{kind.name}.{field}"
        for kind in SCHEMA.type_map.values()
        if isinstance(kind, GraphQLInputObjectType)
        for field in kind.fields
        if SOMEBODY.search(field)
    }
    assert named == NAMED_BY_THEMSELVES


@pytest.mark.clause("GLI-19 2.5.6(f)", rule="no command that moves money knows more than one player", field="")
@pytest.mark.parametrize("command", PROCEDURES, ids=lambda command: command.__name__)
def test_a_command_moves_one_players_money(command: type[Any]) -> None:
    hints = get_type_hints(command)
    assert [field.name for field in fields(command) if hints[field.name] is PlayerId] == ["player_id"]
    assert [field.name for field in fields(command) if SOMEBODY.search(field.name)] == ["player_id"]
