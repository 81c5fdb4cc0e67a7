"""What one player's provider sends next: seeded, and aware of what has happened, so that every case is met often."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from uuid import UUID

from tests.auditor.commands import Call, Kind
from tests.auditor.model import Wallet
from tests.auditor.notice_generator import notice
from tests.auditor.notices import Notice

Choice = Callable[["Generator"], Call | None]
"""None: not possible as things stand."""

Table = Sequence[tuple[int, Choice]]
"""How often each is tried."""

MOST_TWINS = 2
TWINS, NOTICES = 0.05, 0.03
"""How often something is sent twice at once, and how often it is the payment provider's turn."""
RECENT = 40
"""How far back it looks for what to replay, win or roll back."""


class Generator:
    def __init__(self, wallet: Wallet, seed: str, table: Table) -> None:
        self.wallet = wallet
        self._weights = [weight for weight, _ in table]
        self._choices = [choice for _, choice in table]
        self.chance = Random(seed)
        self._sent: list[Call] = []
        self.rounds: list[str] = []
        self.early: list[Call] = []
        """Bets that were rolled back before they came."""

    def next(self) -> Call | Notice:
        """What comes next; its ``twins`` are to be sent at once."""
        made: Call | Notice | None = None
        while made is None:
            if self.chance.random() < NOTICES:
                made = notice(self.wallet, self.chance)
            else:
                made = self.chance.choices(self._choices, self._weights)[0](self)
        if isinstance(made, Call) and made.uuid and not made.forged and not made.excess:
            self._sent.append(made)
        return replace(made, twins=MOST_TWINS) if self.chance.random() < TWINS else made

    def id(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def stake(self) -> int:
        return min(self.chance.choice((1, 10, 50, 100, 250)), max(self.wallet.playable, 1))

    def sent(self, *kinds: Kind, undone: bool = False) -> Call | None:
        """A recent call that was accepted, of these kinds."""
        known = self.wallet.known
        found = [
            call
            for call in self._sent[-RECENT:]
            if call.kind in kinds
            and (before := known.get(call.uuid)) is not None
            and before.meaning == call.meaning()
            and (undone or not before.undone)
        ]
        return self.chance.choice(found) if found else None

    def accepted(self, most: int) -> list[Call]:
        """Calls that were settled, from all along the way."""
        known = self.wallet.known
        found = [call for call in self._sent if call.uuid in known and known[call.uuid].meaning == call.meaning()]
        return self.chance.sample(found, min(most, len(found)))

    def round(self, *, open: bool) -> str | None:
        found = [name for name in self.rounds[-RECENT:] if self.wallet.rounds[name].open is open]
        return self.chance.choice(found) if found else None

    def bet(self, round: str | None = None, **facts: object) -> Call:
        """An ordinary bet, in a new round unless one is named."""
        name = round or self.id()
        call = Call(self.wallet.seat, Kind.BET, self.id(), name, self.stake())
        return replace(call, **facts)  # type: ignore[arg-type]

    def opened(self, call: Call) -> Call:
        """``call`` opens its round, if it is accepted."""
        if call.minor <= self.wallet.playable and call.round not in self.rounds:
            self.rounds.append(call.round)
        return call
