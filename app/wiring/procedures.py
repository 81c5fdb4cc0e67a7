"""Every money command with its rules, every facet with its table, every reply that may be stored."""

from collections.abc import Mapping
from typing import Any

from app.adapters.postgres.facets.game_sessions import GameSessionStore
from app.adapters.postgres.facets.rounds import RoundStore
from app.settlement.facet_store import FacetStore
from app.settlement.replies import ReplyCodec
from domain.games import PROCEDURES as GAMES
from domain.games import BetPlaced, RolledBack, RoundClosed, WinSettled
from domain.wallet import PROCEDURES as WALLET
from domain.wallet import BalanceAdjusted, Facet, Procedure

PROCEDURES: Mapping[type[Any], Procedure[Any]] = {**WALLET, **GAMES}

STORES: Mapping[type[Facet], FacetStore[Any]] = {store.kind: store for store in (RoundStore(), GameSessionStore())}


def reply_codec() -> ReplyCodec:
    return ReplyCodec((BalanceAdjusted, BetPlaced, WinSettled, RolledBack, RoundClosed))
