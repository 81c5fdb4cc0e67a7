"""Rules that are wrong on purpose: what the tests of enforcement must see when a process judges by them."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from app.wiring.procedures import PROCEDURES
from domain.games import PlaceBet
from domain.payments import OrderDeposit
from domain.responsible_gaming import PlayState
from domain.shared import PlayerId, Refusal
from domain.wallet import Command, Facet, PlayerGate, Position, Procedure, Rule

F = TypeVar("F", bound=Facet)
Procedures = Mapping[type[Any], Procedure[Any]]


def by_memory() -> Procedures:
    """Gates and limits as this process saw them first: a cache in front of the rows that are locked."""
    seen: dict[PlayerId, tuple[PlayerGate, PlayState | None]] = {}

    def remembering(rule: Rule[Any]) -> Rule[Any]:
        def judge(position: Position, command: Command[object], now: datetime, /) -> Refusal | None:
            player = command.player_id
            gate, state = seen.setdefault(player, (position.gate, position.facet(PlayState, player)))
            return rule(_FromMemory(position, gate, state), command, now)

        return judge

    return _rules_made(remembering)


def off_by_one() -> Procedures:
    """Each rule is asked for one minor unit less than what is taken."""

    def lenient(rule: Rule[Any]) -> Rule[Any]:
        def judge(position: Position, command: Command[object], now: datetime, /) -> Refusal | None:
            return rule(position, _one_less(command), now)

        return judge

    return _rules_made(lenient)


BROKEN: Mapping[str, Callable[[], Procedures]] = {"by memory": by_memory, "off by one": off_by_one}


def _rules_made(how: Callable[[Rule[Any]], Rule[Any]]) -> Procedures:
    judged = {kind: PROCEDURES[kind] for kind in (PlaceBet, OrderDeposit)}
    broken = {kind: replace(each, rules=tuple(how(rule) for rule in each.rules)) for kind, each in judged.items()}
    return {**PROCEDURES, **broken}


def _one_less(command: Command[object]) -> Command[object]:
    if isinstance(command, PlaceBet):
        return replace(command, stake_minor=command.stake_minor - 1)
    assert isinstance(command, OrderDeposit)
    return replace(command, amount_minor=command.amount_minor - 1)


class _FromMemory(Position):
    __slots__ = ("_real", "_state")

    def __init__(self, real: Position, gate: PlayerGate, state: PlayState | None) -> None:
        super().__init__(gate, real.wallet, {}, {})
        self._real, self._state = real, state

    def facet(self, kind: type[F], key: Hashable) -> F | None:
        if kind is not PlayState:
            return self._real.facet(kind, key)
        return self._state if isinstance(self._state, kind) else None
