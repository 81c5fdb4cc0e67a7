"""One followed account in this process: what is known of it, shared by all who follow it."""

from collections.abc import Iterator

from app.live.account_mailbox import Mailbox
from app.live.account_news import AccountNews
from app.live.watch import Watch
from domain.identity import GatesChanged, NewSignIn, RulesInForce, SessionEnded, SessionEvent, SessionLocked
from domain.kyc import KycChanged
from domain.shared import PlayerId, SessionId


class AccountWatch(Watch[PlayerId, AccountNews]):
    """Two readings are compared, so nothing depends on when or how often a wake-up comes.

    The same event is the same object for everybody, and is executed once for all who ask the same of it.
    """

    def __init__(self, player_id: PlayerId) -> None:
        super().__init__(player_id)
        self._news: AccountNews | None = None
        self._gates: dict[bool, GatesChanged] = {}
        self.of_gates: set[Mailbox[None]] = set()
        """Told that gates may differ."""
        self.of_rules: set[Mailbox[RulesInForce]] = set()
        self.of_kyc: set[Mailbox[KycChanged]] = set()
        self.of_sessions: set[Mailbox[SessionEvent]] = set()

    @property
    def exists(self) -> bool:
        return self._news is not None

    def gates(self, session_id: SessionId) -> GatesChanged:
        """Where they stand in this session. Only of an account that exists."""
        state = self._news.sessions.get(session_id) if self._news else None
        return self._gates[state is not None and state.locked]

    @property
    def rules(self) -> RulesInForce | None:
        return self._news.rules if self._news else None

    @property
    def kyc(self) -> KycChanged | None:
        return KycChanged(self._news.kyc) if self._news else None

    def tell(self, news: AccountNews) -> None:
        before, self._news = self._news, news
        if before is None or set(before.blocks) != set(news.blocks):
            self._gates = {locked: GatesChanged(news.blocks, locked) for locked in (False, True)}
        for gates in self.of_gates:
            gates.put(None)
        if before is None or before.rules != news.rules:
            for rules in self.of_rules:
                rules.put(news.rules)
        if before is None or before.kyc != news.kyc:
            for kyc in self.of_kyc:
                kyc.put(KycChanged(news.kyc))
        if before is not None and self.of_sessions:
            for event in _events(before, news):
                for sessions in self.of_sessions:
                    sessions.put(event)


def _events(before: AccountNews, now: AccountNews) -> Iterator[SessionEvent]:
    """In the order of the sessions' beginnings."""
    for session_id, state in sorted(now.sessions.items(), key=lambda item: (item[1].started_at, item[0])):
        known = before.sessions.get(session_id)
        if known is None:
            yield NewSignIn(session_id, state.started_at)
        if state.ended is not None:
            if known is None or known.ended is None:
                yield SessionEnded(session_id, state.ended)
        elif state.locked and not (known and known.locked):
            yield SessionLocked(session_id)
