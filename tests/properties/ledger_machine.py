"""A state machine that sends every money command, over several players, replayed, reordered, grouped at random.

After each group: postings sum to zero, balances equal their sums, no floor is broken, sequences have no hole, every
caller was told what a simple model says, and the model's balances are the ledger's.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from domain.games import PlaceBet
from domain.shared import PlayerId
from domain.wallet import Command
from tests.money_commands import (
    adjust,
    approve,
    bet,
    close,
    confirm,
    hold,
    reject,
    roll_back,
    settle_payout,
    submit,
    win,
)
from tests.properties.doors import Door
from tests.properties.model import Model, Purse

PLAYERS = 3
MOST_AT_ONCE = 12
STEPS = ("approve submit settle", "approve", "submit settle", "submit", "settle", "reject")

who = st.integers(0, PLAYERS - 1)
number = st.integers(0, 9)
few = st.integers(0, 2)
amounts = st.sampled_from((0, 1, 2, 5, 10, 50))
rounds = st.sampled_from(("a", "b", "c"))
currencies = st.sampled_from(("EUR", "EUR", "EUR", "USD"))
"""Every player has a wallet in each; the game session, and so every bet, is in the first."""
ends = st.sampled_from((False, False, False, True))


class LedgerMachine(RuleBasedStateMachine):
    """Keys come from a small space, so that replays, conflicts and early rollbacks come by themselves."""

    def __init__(self, door: Door) -> None:
        super().__init__()
        self.door = door
        self.model = Model()
        self.players: list[PlayerId] = []
        self.waiting: list[Command[Any]] = []
        self.sent: list[Command[Any]] = []
        self.changed = False

    @initialize(cash=st.lists(st.sampled_from((0, 20, 500)), min_size=PLAYERS, max_size=PLAYERS))
    def begin(self, cash: list[int]) -> None:
        for opening in cash:
            player = self.door.seat()
            self.players.append(player)
            self.model.purses |= {(player, currency): Purse() for currency in ("EUR", "USD")}
            if opening:
                self.waiting.append(adjust(player, opening, f"{player}-opening"))
        self.settle_together(Random(0), shuffled=False)

    @rule(who=who, number=number, stake=amounts, round_=rounds, ends=ends)
    def bets(self, who: int, number: int, stake: int, round_: str, ends: bool) -> None:
        self.send(lambda player: bet(player, stake, f"{player}-bet-{number}", round_=round_, closes=ends), who)

    @rule(who=who, number=number, amount=amounts, round_=rounds, ends=ends, currency=currencies)
    def wins(self, who: int, number: int, amount: int, round_: str, ends: bool, currency: str) -> None:
        """A promotion's win, without a bet."""

        def command(player: PlayerId) -> Command[Any]:
            return win(player, amount, f"{player}-win-{number}", round_=round_, closes=ends, currency=currency)

        self.send(command, who)

    @rule(who=who, number=number, named=number, amount=amounts, round_=rounds, ends=ends)
    def wins_of_a_bet(self, who: int, number: int, named: int, amount: int, round_: str, ends: bool) -> None:
        def command(player: PlayerId) -> Command[Any]:
            key, bet_key = f"{player}-win-{number}", f"{player}-bet-{named}"
            return win(player, amount, key, bet_key=bet_key, round_=round_, closes=ends)

        self.send(command, who)

    @rule(who=who, number=number, kind=st.sampled_from(("bet", "win")), named=number, round_=rounds, ends=ends)
    def rolls_back(self, who: int, number: int, kind: str, named: int, round_: str, ends: bool) -> None:
        def command(player: PlayerId) -> Command[Any]:
            return roll_back(player, f"{player}-{kind}-{named}", f"{player}-back-{number}", round_=round_, closes=ends)

        self.send(command, who)

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0, 200), number=number, amount=amounts, ends=ends)
    def wins_of_what_was_sent(self, which: int, number: int, amount: int, ends: bool) -> None:
        """In the bet's own round, so that it mostly succeeds."""
        bets = [each for each in self.sent if isinstance(each, PlaceBet)] or self.sent
        original = bets[which % len(bets)]
        player, round_ = original.player_id, getattr(original, "round_reference", "a")
        key = f"{player}-won-{original.key}-{number % 3}"
        self.add(win(player, amount, key, bet_key=original.key, round_=round_, closes=ends))

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0, 200), number=number)
    def rolls_back_what_was_sent(self, which: int, number: int) -> None:
        """In its own round, so that it mostly succeeds."""
        original = self.sent[which % len(self.sent)]
        round_ = getattr(original, "round_reference", None)
        if round_ is not None:
            player, currency = original.player_id, original.currency if number else "USD"
            key = f"{player}-undo-{original.key}-{number % 2}"
            self.add(roll_back(player, original.key, key, round_=round_, currency=currency))

    @rule(who=who, number=number, round_=rounds, currency=currencies)
    def closes(self, who: int, number: int, round_: str, currency: str) -> None:
        self.send(lambda player: close(player, f"{player}-close-{number}", round_=round_, currency=currency), who)

    @rule(who=who, number=number, amount=st.sampled_from((-50, -5, 0, 5, 50)), currency=currencies)
    def adjusts(self, who: int, number: int, amount: int, currency: str) -> None:
        self.send(lambda player: adjust(player, amount, f"{player}-adjust-{number}", currency=currency), who)

    @rule(who=who, number=few, amount=st.sampled_from((5, 50, 50)), payment=st.integers(0, 1))
    def confirms(self, who: int, number: int, amount: int, payment: int) -> None:
        """The order's amount is 50: a confirmation of another amount credits nothing."""
        player = self.players[who]
        deposit = an_id(player, "deposit", number)
        if deposit not in self.model.deposits:
            self.door.order(player, deposit, 50)
            self.model.deposits[deposit] = 50, None
        self.add(confirm(player, deposit, amount, f"{deposit}-{payment}"))

    @rule(who=who, number=few, amount=st.sampled_from((1, 10, 50)))
    def asks_for_a_withdrawal(self, who: int, number: int, amount: int) -> None:
        def command(player: PlayerId) -> Command[Any]:
            return hold(player, an_id(player, "withdrawal", number), amount, f"{player}-withdrawal-{number}")

        self.send(command, who)

    @precondition(lambda self: self.model.withdrawals)
    @rule(which=number, steps=st.sampled_from(STEPS), again=number)
    def moves_a_withdrawal(self, which: int, steps: str, again: int) -> None:
        known = list(self.model.withdrawals)
        withdrawal = known[which % len(known)]
        player, amount, _ = self.model.withdrawals[withdrawal]
        for step in steps.split():
            key = f"{withdrawal}-{step}-{again % 3}"
            if step == "settle":
                self.add(settle_payout(player, withdrawal, amount, key))
            else:
                self.add({"approve": approve, "submit": submit, "reject": reject}[step](player, withdrawal, key))

    @rule(who=who, step=st.sampled_from((approve, submit, reject)))
    def moves_a_withdrawal_of_nobody(self, who: int, step: Callable[[PlayerId, UUID, str], Command[Any]]) -> None:
        self.send(lambda player: step(player, NAMESPACE_URL, f"{player}-nothing"), who)

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0, 200))
    def replays(self, which: int) -> None:
        self.add(self.sent[which % len(self.sent)])

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0, 200), who=who)
    def uses_the_key_of_another(self, which: int, who: int) -> None:
        original = self.sent[which % len(self.sent)]
        if original.caller == "hub88":
            self.add(bet(self.players[who], 1, original.key))

    @precondition(lambda self: self.waiting)
    @rule(random=st.randoms(use_true_random=False), shuffled=st.booleans())
    def settle_together(self, random: Random, shuffled: bool) -> None:
        commands, self.waiting = self.waiting, []
        if shuffled:
            random.shuffle(commands)
        self.sent += commands
        said = [self.model.tell(command) for command in commands]
        for command, (name, facts), answer in zip(commands, said, self.door.settle(commands), strict=True):
            assert type(answer).__name__ == name, (command, name, answer)
            assert {fact: getattr(answer, fact) for fact in facts} == facts, (command, answer)
        self.changed = True

    @invariant()
    def books_are_right(self) -> None:
        if self.changed:
            for player, currency in self.model.purses:
                self.check(player, currency)
            self.changed = False

    def teardown(self) -> None:
        if self.waiting:
            self.settle_together(Random(0), shuffled=False)
            self.books_are_right()

    def send(self, command: Callable[[PlayerId], Command[Any]], who: int) -> None:
        self.add(command(self.players[who]))

    def add(self, command: Command[Any]) -> None:
        self.waiting.append(command)
        if len(self.waiting) >= MOST_AT_ONCE:
            self.settle_together(Random(0), shuffled=False)

    def check(self, player: PlayerId, currency: str) -> None:
        books, purse = self.door.books(player, currency), self.model.purses[player, currency]
        assert books.balances == (purse.cash, purse.in_play, purse.held, 0)
        assert books.sequence == purse.sequence
        assert [sequence for sequence, _ in books.transactions] == list(range(1, books.sequence + 1)), "no hole"
        moved: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for sequence, account, amount in books.postings:
            moved[sequence].append((account, amount))
        balances = (0, 0, 0, 0)
        for sequence, after in books.transactions:
            assert sum(amount for _, amount in moved[sequence]) == 0
            balances = applied(balances, moved[sequence])
            assert balances == after, "what the transaction says it left"
            assert min(balances[1:]) >= 0, "no floor is broken"
        assert balances == books.balances
        assert len(moved) == len(books.transactions)
        assert books.rounds == {
            round_: (play.held, play.staked, play.won, play.closed)
            for (owner, round_), play in self.model.plays.items()
            if (owner, play.currency) == (player, currency)
        }


def applied(balances: tuple[int, ...], moved: Sequence[tuple[int, int]]) -> Any:
    return tuple(
        balance + sum(amount for account, amount in moved if account == number)
        for number, balance in enumerate(balances, 1)
    )


def an_id(player: PlayerId, what: str, number: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"{player}-{what}-{number}")
