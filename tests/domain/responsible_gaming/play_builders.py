"""One player who bets, wins and pays in, judged and counted by the real rules with a clock that a test moves."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from domain.jurisdiction import GLI, JurisdictionProfile
from domain.responsible_gaming import FLOW_OF, Flow, Limit, LimitKey, PlayedRound, PlayState, SessionSummary, Stake
from domain.responsible_gaming.bet_rules import judge_bet, running
from domain.responsible_gaming.counting import after_bet, after_deposit, after_order, after_round, limit_events
from domain.responsible_gaming.deposit_rules import judge_deposit
from domain.responsible_gaming.limits_in_force import Count, counts
from domain.responsible_gaming.play_view import session_summary
from domain.shared import PlayerId, Refusal, SessionId, WalletId
from domain.wallet import Event, TransactionKind, WalletState

PLAYER = PlayerId(UUID(int=1))
SIGN_IN = SessionId(UUID(int=2))
ANOTHER_SIGN_IN = SessionId(UUID(int=3))
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
"""A Monday."""
UNCHECKED = replace(GLI, reality_check=replace(GLI.reality_check, default_minutes=0, may_be_off=True))


class FixedRates:
    """One pound is 1.15 euros, one yen 0.006."""

    def euro_micros(self, currency: str) -> int:
        return {"EUR": 1_000_000, "GBP": 1_150_000, "JPY": 6_000, "BTC": 60_000_000_000}[currency]


RATES = FixedRates()


@dataclass
class Play:
    """Minor units everywhere."""

    profile: JurisdictionProfile = UNCHECKED
    now: datetime = NOON
    state: PlayState = field(default_factory=lambda: PlayState(PLAYER))
    category: str = "SLOTS"
    sign_in: SessionId = SIGN_IN
    cash: int = 0
    wallets: dict[str, WalletState] = field(default_factory=dict)

    def wallet(self, currency: str) -> WalletState:
        number = WalletId(len(self.wallets) + 1)
        return self.wallets.setdefault(currency, WalletState(number, currency, self.cash, 0, 0, 0, 0))

    @property
    def summary(self) -> SessionSummary:
        """Of the session in play."""
        assert self.state.session is not None
        return session_summary(self.state.session, self.wallets.values(), RATES, self.now)

    def limit(self, key: LimitKey, value: int | None, operator: int | None = None) -> None:
        kind, period = key
        usage = dict(self.state.usage)
        if kind in FLOW_OF and period is not None:
            usage.setdefault((FLOW_OF[kind], period), {})
        self.state = replace(self.state, limits={**self.state.limits, key: Limit(value, operator)}, usage=usage)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def bet(
        self,
        minor: int,
        currency: str = "EUR",
        *,
        round_: str = "r",
        game: str = "g",
        game_session: str = "s",
        continues: bool = False,
    ) -> Refusal | None:
        stake = Stake(minor, currency, self.category, game, game_session, self.sign_in, round_, continues)
        wallet = self.wallet(currency)
        session = running(self.state, self.wallets.values(), self.profile, stake.sign_in, self.now)
        judged = judge_bet(self.state, session, self.wallets.values(), stake, self.profile, RATES, self.now)
        if isinstance(judged, Refusal):
            return judged
        self.state = after_bet(self.state, session, self.wallets.values(), stake, self.profile, self.now)
        if minor > 0:  # as the lane does with what it posts
            wallet.staked, wallet.last_bet_at = wallet.staked + minor, self.now
        assert minor <= 0 or list(judged) == self.near(Flow.PLAY)  # what was judged is what is counted
        return None

    def win(self, minor: int, currency: str = "EUR", *, round_: str = "r", closes: bool = True) -> None:
        self._round(TransactionKind.WIN, minor, currency, PlayedRound(round_, self.now, closes))

    def bet_back(self, minor: int, opened_at: datetime, currency: str = "EUR") -> None:
        self._round(TransactionKind.BET_ROLLBACK, minor, currency, PlayedRound("r", opened_at, False))

    def win_back(self, minor: int, currency: str = "EUR") -> None:
        self._round(TransactionKind.WIN_ROLLBACK, -minor, currency, PlayedRound("r", self.now, False))

    def order(self, deposit: str, minor: int, currency: str = "EUR") -> Refusal | None:
        wallets = (WalletState(WalletId(1), "EUR", self.cash, 0, 0, 0, 0),)
        judged = judge_deposit(self.state, currency, minor, wallets, self.profile, RATES, self.now)
        if isinstance(judged, Refusal):
            return judged
        self.state = after_order(self.state, deposit, currency, minor, self.profile, self.now)
        assert list(judged) == self.near(Flow.DEPOSIT)
        return None

    def confirm(self, deposit: str, minor: int, currency: str = "EUR") -> None:
        self.state = after_deposit(self.state, deposit, currency, minor, self.profile, self.now)

    def fail(self, deposit: str) -> None:
        self.state = after_deposit(self.state, deposit, "EUR", 0, self.profile, self.now)

    def acknowledge(self) -> None:
        assert self.state.session is not None
        self.state = replace(self.state, session=replace(self.state.session, acknowledged_at=self.now))

    def _round(self, kind: TransactionKind, amount: int, currency: str, played: PlayedRound) -> None:
        self.wallet(currency)
        self.state = after_round(
            self.state, self.wallets.values(), kind, amount, currency, played, self.profile, self.now
        )
        if kind is TransactionKind.BET_ROLLBACK:
            self.wallet(currency).staked -= amount
        else:
            self.wallet(currency).won += amount

    def snapshot(self) -> tuple[PlayState, list[WalletState]]:
        return self.state, [replace(wallet) for wallet in self.wallets.values()]

    def told(self, before: tuple[PlayState, list[WalletState]]) -> tuple[Event, ...]:
        """Of a movement from ``before`` to now."""
        later = counts(self.state, self.wallets.values(), self.profile, RATES, self.now)
        return limit_events(*before, later, self.profile, RATES, self.now)

    def near(self, flow: Flow) -> list[Count]:
        """The limits of this flow that are near now."""
        found = counts(self.state, self.wallets.values(), self.profile, RATES, self.now)
        return [each for each in found if FLOW_OF[each.key[0]] is flow and each.near(self.profile.limits)]
