"""What happens to every money command in every state of its round: one table, read by people and by tests.

Each row is a command and what is known of its original: for a rollback the settlement that it takes back, for a win of
a bet that bet, for everything else the command's own key. The columns are the states of the round.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from domain.games.refusals import NotReversible, RoundIsClosed, UnknownBet, UnknownRound
from domain.shared import Refusal
from domain.wallet import Account, AlreadyRolledBack


class Play(Enum):
    BET = "bet"
    WIN_OF_BET = "win that names its bet"
    WIN = "win without a bet"
    BET_BACK = "rollback of a bet"
    WIN_BACK = "rollback of a win"
    CLOSE = "close"


class Original(Enum):
    UNKNOWN = "never seen"
    SETTLED = "settled"
    ROLLED_BACK = "rolled back"
    TOMBSTONE = "rolled back before it came"


class RoundIs(Enum):
    NONE = "no round"
    OPEN = "open"
    CLOSED = "closed"


class Amount(Enum):
    STAKE = "stake"
    WIN = "win"
    HELD = "whatever is held"


@dataclass(frozen=True, slots=True)
class Move:
    amount: Amount
    source: Account
    target: Account


@dataclass(frozen=True, slots=True)
class Moves:
    """Money moves (an amount of zero moves nothing), and the round is then ``after``."""

    move: Move
    after: RoundIs


@dataclass(frozen=True, slots=True)
class Refused:
    refusal: type[Refusal]


class Answered(Enum):
    """A success that moves nothing and leaves the round as it is, whether or not the command would end it."""

    STORED = "the stored result"
    NOTHING = "nothing to do"
    TOMBSTONE = "a tombstone is left"


Outcome = Moves | Refused | Answered

CASH, HELD, HOUSE = Account.CASH, Account.IN_PLAY, Account.GAME_RESULT

ENDING = Move(Amount.HELD, HELD, HOUSE)
"""Where a command also ends its round, this follows its own move, and the round is closed."""

_STAKED = Moves(Move(Amount.STAKE, CASH, HELD), RoundIs.OPEN)
_PAID = Moves(Move(Amount.WIN, HOUSE, CASH), RoundIs.OPEN)
_PAID_LATE = Moves(Move(Amount.WIN, HOUSE, CASH), RoundIs.CLOSED)
_STAKE_BACK = Moves(Move(Amount.STAKE, HELD, CASH), RoundIs.OPEN)
_STAKE_BACK_LATE = Moves(Move(Amount.STAKE, HOUSE, CASH), RoundIs.CLOSED)
_WIN_BACK = Moves(Move(Amount.WIN, CASH, HOUSE), RoundIs.OPEN)
_WIN_BACK_LATE = Moves(Move(Amount.WIN, CASH, HOUSE), RoundIs.CLOSED)
_LOST = Moves(ENDING, RoundIs.CLOSED)
_UNDONE, _NO_BET = Refused(AlreadyRolledBack), Refused(UnknownBet)
_STORED, _NOTHING, _TOMBSTONE = Answered.STORED, Answered.NOTHING, Answered.TOMBSTONE

_ROWS: Mapping[tuple[Play, Original], tuple[Outcome, Outcome, Outcome]] = {
    # the round is                               none                     open         closed
    (Play.BET, Original.UNKNOWN): (_STAKED, _STAKED, Refused(RoundIsClosed)),
    (Play.BET, Original.SETTLED): (_STORED, _STORED, _STORED),
    (Play.BET, Original.ROLLED_BACK): (_STORED, _STORED, _STORED),
    (Play.BET, Original.TOMBSTONE): (_UNDONE, _UNDONE, _UNDONE),
    (Play.WIN_OF_BET, Original.UNKNOWN): (_NO_BET, _NO_BET, _NO_BET),
    (Play.WIN_OF_BET, Original.SETTLED): (_NO_BET, _PAID, _PAID_LATE),
    (Play.WIN_OF_BET, Original.ROLLED_BACK): (_NO_BET, _UNDONE, _UNDONE),
    (Play.WIN_OF_BET, Original.TOMBSTONE): (_NO_BET, _UNDONE, _UNDONE),
    (Play.WIN, Original.UNKNOWN): (_PAID, _PAID, _PAID_LATE),
    (Play.WIN, Original.SETTLED): (_STORED, _STORED, _STORED),
    (Play.WIN, Original.ROLLED_BACK): (_STORED, _STORED, _STORED),
    (Play.WIN, Original.TOMBSTONE): (_UNDONE, _UNDONE, _UNDONE),
    (Play.BET_BACK, Original.UNKNOWN): (_TOMBSTONE, _TOMBSTONE, _TOMBSTONE),
    (Play.BET_BACK, Original.SETTLED): (Refused(NotReversible), _STAKE_BACK, _STAKE_BACK_LATE),
    (Play.BET_BACK, Original.ROLLED_BACK): (_NOTHING, _NOTHING, _NOTHING),
    (Play.BET_BACK, Original.TOMBSTONE): (_NOTHING, _NOTHING, _NOTHING),
    (Play.WIN_BACK, Original.UNKNOWN): (_TOMBSTONE, _TOMBSTONE, _TOMBSTONE),
    (Play.WIN_BACK, Original.SETTLED): (Refused(NotReversible), _WIN_BACK, _WIN_BACK_LATE),
    (Play.WIN_BACK, Original.ROLLED_BACK): (_NOTHING, _NOTHING, _NOTHING),
    (Play.WIN_BACK, Original.TOMBSTONE): (_NOTHING, _NOTHING, _NOTHING),
    (Play.CLOSE, Original.UNKNOWN): (Refused(UnknownRound), _LOST, _NOTHING),
    (Play.CLOSE, Original.SETTLED): (_STORED, _STORED, _STORED),
    (Play.CLOSE, Original.ROLLED_BACK): (_STORED, _STORED, _STORED),
    (Play.CLOSE, Original.TOMBSTONE): (_UNDONE, _UNDONE, _UNDONE),
}

ROUNDS_TABLE: Mapping[tuple[Play, Original, RoundIs], Outcome] = {
    (play, original, round_is): outcome
    for (play, original), row in _ROWS.items()
    for round_is, outcome in zip(RoundIs, row, strict=True)
}
"""Every combination has its entry. A settled original without a round is one that belongs to another round."""
