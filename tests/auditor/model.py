"""One player's wallet as it must be: a second, simple implementation that knows no database and no concurrency."""

from dataclasses import dataclass, field, replace

from tests.auditor.commands import OK, UNITS_PER_MINOR, Call, Kind
from tests.auditor.notices import Deposits, Notice
from tests.auditor.sending import Expected
from tests.faults.harness.seats import Seat


@dataclass(slots=True)
class Round:
    open: bool = True
    in_play: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What a transaction id was used for."""

    kind: Kind
    meaning: tuple[object, ...]
    told_minor: int
    moved_minor: int
    round: str | None
    undone: bool = False
    tombstone: bool = False


@dataclass
class Wallet:
    """``judge`` says what a call or a notice must be answered, and becomes what it leaves behind."""

    seat: Seat
    cash: int = 0
    in_play: int = 0
    sequence: int = 1
    """The money to play with came as the first change."""
    rounds: dict[str, Round] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    deposits: Deposits = field(default_factory=Deposits)
    elsewhere: frozenset[str] = frozenset()
    """Transaction ids that other players have used."""

    def __post_init__(self) -> None:
        self.cash = self.seat.cash_minor

    @property
    def playable(self) -> int:
        return max(self.cash, 0)

    def judge(self, sent: Call | Notice) -> Expected:
        if isinstance(sent, Call):
            return self._judge(sent)
        expected, credited = self.deposits.judge(sent)
        self.cash += credited
        self.sequence += credited > 0
        return expected

    def _judge(self, call: Call) -> Expected:
        if call.forged:
            return Expected("RS_ERROR_INVALID_SIGNATURE")
        if call.excess:
            return Expected("RS_ERROR_WRONG_SYNTAX")
        if call.kind is Kind.BALANCE:
            known_token = call.named_token in (self.seat.token, self.seat.ended_token)
            return self._told(self.playable) if known_token else Expected("RS_ERROR_INVALID_TOKEN")
        if call.named_user != self.seat.user:
            return Expected("RS_ERROR_INVALID_TOKEN")
        if call.named_currency not in UNITS_PER_MINOR:
            return Expected("RS_ERROR_WRONG_CURRENCY")
        if call.uuid in self.elsewhere:
            return Expected("RS_ERROR_DUPLICATE_TRANSACTION")
        before = self.known.get(call.uuid)
        if before is not None:
            return self._again(before, call)
        if call.named_currency != self.seat.currency:
            return Expected("RS_ERROR_WRONG_CURRENCY")
        if call.kind is Kind.BET:
            return self._bet(call)
        return self._win(call) if call.kind is Kind.WIN else self._rollback(call)

    def _again(self, before: Known, call: Call) -> Expected:
        if before.tombstone:
            return Expected("RS_ERROR_TRANSACTION_ROLLED_BACK")
        if before.meaning != call.meaning():
            return Expected("RS_ERROR_DUPLICATE_TRANSACTION")
        return self._told(before.told_minor)

    def _bet(self, call: Call) -> Expected:
        if call.named_token == self.seat.ended_token:
            return Expected("RS_ERROR_TOKEN_EXPIRED")
        if call.named_token != self.seat.token:
            return Expected("RS_ERROR_INVALID_TOKEN")
        if call.named_game != self.seat.game:
            return Expected("RS_ERROR_INVALID_GAME")
        if call.minor > self.playable:
            return Expected("RS_ERROR_NOT_ENOUGH_MONEY", self._units(self.playable))
        round_ = self.rounds.get(call.round, Round())
        if not round_.open:
            return Expected("RS_ERROR_UNKNOWN")
        self.rounds[call.round] = round_
        self._hold(round_, call.minor)
        self.cash -= call.minor
        lost = self._close(round_) if call.closes else 0
        return self._settled(call, -call.minor, bool(call.minor or lost))

    def _win(self, call: Call) -> Expected:
        if call.reference is not None:
            bet = self.known.get(call.reference)
            if bet is None or call.round not in self.rounds:
                return Expected("RS_ERROR_TRANSACTION_DOES_NOT_EXIST")
            if bet.undone or bet.tombstone:
                return Expected("RS_ERROR_TRANSACTION_ROLLED_BACK")
            if bet.kind is not Kind.BET or bet.round != call.round:
                return Expected("RS_ERROR_TRANSACTION_DOES_NOT_EXIST")
        round_ = self.rounds.setdefault(call.round, Round())
        lost = self._close(round_) if call.closes else 0
        self.cash += call.minor
        return self._settled(call, call.minor, bool(call.minor or lost))

    def _rollback(self, call: Call) -> Expected:
        assert call.reference is not None
        if call.reference in self.elsewhere:
            return Expected("RS_ERROR_TRANSACTION_DOES_NOT_EXIST")
        original = self.known.get(call.reference)
        if original is None:
            self.known[call.reference] = Known(call.kind, (), 0, 0, None, tombstone=True)
            return self._settled(call, 0, moved=False, stays=True)
        if original.undone or original.tombstone:
            return self._settled(call, 0, moved=False, stays=True)
        if original.kind is Kind.ROLLBACK or original.round != call.round:
            return Expected("RS_ERROR_TRANSACTION_DOES_NOT_EXIST")
        self.known[call.reference] = replace(original, undone=True)
        round_ = self.rounds[call.round]
        back = -original.moved_minor
        if original.kind is Kind.BET and round_.open:
            self._hold(round_, -back)
        self.cash += back
        lost = self._close(round_) if call.closes else 0
        return self._settled(call, back, bool(back or lost))

    def _hold(self, round_: Round, minor: int) -> None:
        round_.in_play += minor
        self.in_play += minor

    def _close(self, round_: Round) -> int:
        lost, round_.open = round_.in_play, False
        self._hold(round_, -lost)
        return lost

    def _settled(self, call: Call, minor: int, moved: bool, stays: bool = False) -> Expected:
        self.sequence += moved
        self.known[call.uuid] = Known(call.kind, call.meaning(), self.playable, minor, None if stays else call.round)
        return self._told(self.playable)

    def _told(self, minor: int) -> Expected:
        return Expected(OK, self._units(minor))

    def _units(self, minor: int) -> int:
        return minor * UNITS_PER_MINOR[self.seat.currency]
