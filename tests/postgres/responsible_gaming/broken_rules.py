"""Rules that are wrong on purpose: what the tests of enforcement must see when a process judges by them."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from app.wiring.procedures import PROCEDURES
from domain.games import PlaceBet
from domain.payments import OrderDeposit
from domain.responsible_gaming import Limit, LimitKey, PlayState
from domain.shared import Ids, PlayerId, Refusal
from domain.wallet import Command, Decision, Facet, PlayerGate, Position, Procedure, Rule, Settled

F = TypeVar("F", bound=Facet)
Procedures = Mapping[type[Any], Procedure[Any]]
Known = tuple[PlayerGate, PlayState | None]
"""What is judged by: a player's gate, and the state of their limits and play."""


def by_memory() -> Procedures:
    """As this process saw them first: a cache in front of the rows that are locked."""
    gates: dict[PlayerId, PlayerGate] = {}
    limits: dict[PlayerId, Mapping[LimitKey, Limit]] = {}
    beginnings: dict[PlayerId, datetime] = {}

    def first(player: PlayerId, known: Known) -> Known:
        gate, state = known
        gate = gates.setdefault(player, gate)
        state = state or PlayState(player)
        session = state.session
        if session is not None:
            session = replace(session, started_at=beginnings.setdefault(player, session.started_at))
        return gate, replace(state, limits=limits.setdefault(player, state.limits), session=session)

    return _judging_by(first)


def off_by_one() -> Procedures:
    """Each limit is taken to be one minor unit higher than it is."""

    def higher(player: PlayerId, known: Known) -> Known:
        gate, state = known
        if state is None:
            return known
        limits = {key: Limit(_more(each.player), _more(each.operator)) for key, each in state.limits.items()}
        return gate, replace(state, limits=limits)

    return _judging_by(higher)


BROKEN: Mapping[str, Callable[[], Procedures]] = {"by memory": by_memory, "off by one": off_by_one}


def _more(value: int | None) -> int | None:
    return None if value is None else value + 1


def _judging_by(wrong: Callable[[PlayerId, Known], Known]) -> Procedures:
    def seen(position: Position, player: PlayerId) -> Position:
        return _Seen(position, *wrong(player, (position.gate, position.facet(PlayState, player))))

    def broken(procedure: Procedure[Any]) -> Procedure[Any]:
        def decide(position: Position, command: Any, now: datetime, ids: Ids) -> Decision[object] | Refusal:
            return procedure.decide(seen(position, command.player_id), command, now, ids)

        return replace(procedure, rules=tuple(rule_of(rule) for rule in procedure.rules), decide=decide)

    def rule_of(rule: Rule[Any]) -> Rule[Any]:
        def judge(position: Position, command: Command[object], now: datetime, /) -> Refusal | None:
            return rule(seen(position, command.player_id), command, now)

        return judge

    return {**PROCEDURES, **{kind: broken(PROCEDURES[kind]) for kind in (PlaceBet, OrderDeposit)}}


class _Seen(Position):
    """The real position, but for what is judged by."""

    __slots__ = ("_real", "_state")

    def __init__(self, real: Position, gate: PlayerGate, state: PlayState | None) -> None:
        super().__init__(gate, real.wallet, {}, {})
        self._real, self._state = real, state

    def facet(self, kind: type[F], key: Hashable) -> F | None:
        if kind is not PlayState:
            return self._real.facet(kind, key)
        return self._state if isinstance(self._state, kind) else None

    def wallets(self) -> Any:
        return self._real.wallets()

    def settled(self, caller: str, key: str) -> Settled | None:
        return self._real.settled(caller, key)
