"""The catalogue's orders as keysets: a cursor is the sort key and the id of the row it stands on."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Text, UnaryExpression, func, literal, literal_column, tuple_, type_coerce
from sqlmodel import col

from app.adapters.postgres.tables.games import GameRow
from domain.games import GameOrder

Key = str | int
Position = tuple[Key, UUID]


@dataclass(frozen=True, slots=True)
class Order:
    """``key`` never is null, and an order is strict, because the id decides between equals."""

    key: ColumnElement[Any]
    kind: type[str] | type[int]
    descending: bool

    def ordering(self, *, backward: bool) -> tuple[UnaryExpression[Any], UnaryExpression[UUID]]:
        if self.descending != backward:
            return self.key.desc(), col(GameRow.id).desc()
        return self.key.asc(), col(GameRow.id).asc()

    def beyond(self, position: Position, *, backward: bool) -> ColumnElement[bool]:
        here, there = tuple_(self.key, col(GameRow.id)), tuple_(literal(position[0]), literal(position[1]))
        return here < there if self.descending != backward else here > there


_ORDERS = {
    GameOrder.TITLE: Order(type_coerce(col(GameRow.sort_title), Text()), str, descending=False),
    GameOrder.NEWEST: Order(
        func.coalesce(func.to_char(col(GameRow.released_on), literal_column("'YYYY-MM-DD'")), literal_column("''")),
        str,
        descending=True,
    ),
    GameOrder.RTP: Order(func.coalesce(col(GameRow.rtp_basis_points), 0), int, descending=True),
}


def order_of(order: GameOrder) -> Order:
    return _ORDERS[order]


def key_of(order: Order, row: GameRow) -> Key:
    if order is _ORDERS[GameOrder.TITLE]:
        return row.sort_title
    if order is _ORDERS[GameOrder.NEWEST]:
        return "" if row.released_on is None else row.released_on.isoformat()
    return row.rtp_basis_points or 0


def write_cursor(order: Order, row: GameRow) -> str:
    return orjson.dumps([key_of(order, row), str(row.id)]).decode()


def read_cursor(order: Order, cursor: str) -> Position | None:
    try:
        key, id_ = orjson.loads(cursor)
        if type(key) is not order.kind or (isinstance(key, int) and not 0 <= key < 2**31):
            return None
        if isinstance(key, str) and "\0" in key:
            return None
        return key, UUID(id_)
    except (ValueError, TypeError, AttributeError):
        return None
