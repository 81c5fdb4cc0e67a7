"""The protections that are put to the test, and what was taken under them: as callers were told, and by the books."""

from collections.abc import Sequence
from datetime import datetime

from domain.identity import Visit
from domain.responsible_gaming import (
    Exclusion,
    LimitKey,
    LimitKind,
    LimitOwner,
    LimitPeriod,
    SelfExclude,
    TakeTimeOut,
)
from domain.shared import Message
from domain.wallet import TransactionKind
from tests.postgres.responsible_gaming.conftest import House
from tests.postgres.responsible_gaming.firing import BOTH, CASH, Report
from tests.running import SignedInPlayer

PERIODIC: list[LimitKey] = [
    (kind, period) for kind in (LimitKind.DEPOSIT, LimitKind.LOSS, LimitKind.WAGER) for period in LimitPeriod
]
BALANCE: LimitKey = (LimitKind.BALANCE, None)
SESSION_TIME: LimitKey = (LimitKind.SESSION_TIME, None)
STAKE: LimitKey = (LimitKind.STAKE, None)

_BETS = """
select t.key, -t.amount, t.occurred_at from ledger_transactions t join wallets w on w.id = t.wallet_id
where w.player_id = $1 and t.kind = $2 and t.sequence > $3 order by t.sequence
"""
_MOST_LOST = """
select max(net) from (
    select t.kind, t.sequence, -sum(t.amount) over (order by t.sequence) net
    from ledger_transactions t join wallets w on w.id = t.wallet_id
    where w.player_id = $1 and t.kind = any($2::smallint[])
) lost where kind = $3 and sequence > $4
"""


def by_name(value: object) -> str:
    if isinstance(value, tuple):
        kind, period = value
        return f"{kind.name}-{period.name}" if period else str(kind.name)
    return value.name if isinstance(value, LimitOwner) else str(value)


def protected_by(key: LimitKey) -> str:
    return "deposit" if key[0] in (LimitKind.DEPOSIT, LimitKind.BALANCE) else "bet"


def fired(key: LimitKey) -> tuple[str, ...]:
    """Play changes a balance; whatever else a limit is about, bets and deposits are fired together."""
    return ("deposit",) if key[0] is LimitKind.BALANCE else BOTH


def time_out(player: SignedInPlayer) -> Message[Exclusion]:
    return TakeTimeOut(player.viewer, Visit(), 24)


def self_exclusion(player: SignedInPlayer) -> Message[Exclusion]:
    return SelfExclude(player.viewer, Visit(), 6)


def used(key: LimitKey, report: Report) -> int:
    """What counts against the limit, by what the callers were told."""
    moved = report.moved_minor
    return {
        LimitKind.DEPOSIT: moved["deposit"],
        LimitKind.LOSS: moved["bet"] - moved["won"],
        LimitKind.WAGER: moved["bet"],
        LimitKind.BALANCE: CASH + moved["deposit"],
    }[key[0]]


async def last_sequence(house: House, player: SignedInPlayer) -> int:
    found: int = await house.platform.pool.fetchval("select max(sequence) from wallets where player_id = $1", player.id)
    return found


async def bets(house: House, player: SignedInPlayer, after: int) -> Sequence[tuple[str, int, datetime]]:
    """By the books, each bet after that sequence: its key, which begins with its process's name, its stake, when."""
    return [tuple(row) for row in await house.platform.pool.fetch(_BETS, player.id, int(TransactionKind.BET), after)]


async def most_lost(house: House, player: SignedInPlayer, after: int) -> int:
    """By the books, the most that was lost after any bet since that sequence."""
    kinds = [int(TransactionKind.BET), int(TransactionKind.WIN)]
    most: int = await house.platform.pool.fetchval(_MOST_LOST, player.id, kinds, kinds[0], after)
    return most
