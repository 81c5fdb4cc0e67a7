"""A player at one round, in memory, and the lane's own batch to judge commands with."""

from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from app.settlement.batch import Batch, Loaded
from domain.games import PROCEDURES, BetPlaced, GameSessionFacet, RoundFacet, RoundState, SignIn, WinSettled
from domain.shared import GameSessionId, PlayerId, RoundId, SessionId, WalletId
from domain.wallet import PROCEDURES as WALLET
from domain.wallet import Command, Facet, PlayerGate, Settled, SettlementState, WalletState
from tests.money_commands import CASINO, GAME, ROUND, token_digest_of

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
PLAYER = PlayerId(UUID(int=1))
WALLET_ID = WalletId(7)
ROUND_ID = RoundId(UUID(int=70))
ANOTHER_ROUND_ID = RoundId(UUID(int=71))
NEW_ID = UUID(int=99)


class OneId:
    def new(self) -> UUID:
        return NEW_ID


def a_wallet(cash: int = 1_000, in_play: int = 0, sequence: int = 41) -> WalletState:
    return WalletState(WALLET_ID, "EUR", cash, in_play, 0, 0, sequence)


def a_round(
    in_play: int = 0,
    *,
    closed: bool = False,
    staked: int = 500,
    won: int = 0,
    game: str = GAME,
    wallet: int = WALLET_ID,
) -> RoundFacet:
    state = RoundState.CLOSED if closed else RoundState.OPEN
    ended = NOW - timedelta(minutes=1) if closed else None
    return RoundFacet(
        ROUND_ID, PLAYER, CASINO, ROUND, WalletId(wallet), game, state, in_play, staked, won, NOW, ended, True
    )


def a_session(**changes: Any) -> GameSessionFacet:
    session = GameSessionFacet(
        GameSessionId(UUID(int=5)),
        token_digest_of(PLAYER),
        PLAYER,
        CASINO,
        GAME,
        "EUR",
        NOW + timedelta(hours=1),
        None,
    )
    for name, value in changes.items():
        setattr(session, name, value)
    return session


def a_sign_in(**changes: Any) -> SignIn:
    sign_in = SignIn(SessionId(UUID(int=6)), NOW + timedelta(days=30), None, None, NOW - timedelta(seconds=59))
    return replace(sign_in, **changes)


def a_settled_bet(
    key: str = "original",
    stake: int = 100,
    *,
    state: SettlementState = SettlementState.SETTLED,
    round_id: UUID = ROUND_ID,
    player: PlayerId = PLAYER,
) -> Settled:
    return Settled(CASINO, key, player, state, b"meant", BetPlaced(900, 40), -stake, round_id)


def a_settled_win(
    key: str = "original",
    win: int = 100,
    *,
    state: SettlementState = SettlementState.SETTLED,
    round_id: UUID = ROUND_ID,
    player: PlayerId = PLAYER,
) -> Settled:
    return Settled(CASINO, key, player, state, b"meant", WinSettled(1_000, 41), win, round_id)


def a_tombstone(key: str = "original") -> Settled:
    return Settled(CASINO, key, PLAYER, SettlementState.TOMBSTONE, b"", None, 0, None)


class Table:
    """What a batch of one player loads, and what it made of it."""

    def __init__(
        self,
        *known: Facet | Settled,
        wallet: WalletState | None = None,
        blocks: Iterable[str] = (),
        session: GameSessionFacet | None = None,
    ) -> None:
        facets: dict[tuple[type[Facet], Hashable], Facet] = {}
        for each in (*known, session or a_session()):
            if isinstance(each, Facet):
                facets[(type(each), each.key())] = each
        settled = {(each.caller, each.key): each for each in known if isinstance(each, Settled)}
        self.wallet = wallet or a_wallet()
        gate = PlayerGate(PLAYER, tuple(blocks))
        loaded = Loaded({PLAYER: gate}, {PLAYER: {self.wallet.currency: self.wallet}}, settled, facets)
        self._batch = Batch(loaded, {**PROCEDURES, **WALLET}, NOW, OneId())
        self.changes = self._batch.changes

    def judge(self, command: Command[Any]) -> object:
        return self._batch.judge(command)

    @property
    def round(self) -> RoundFacet:
        """As the batch would store it."""
        (changed,) = self.changes.facets[RoundFacet].values()
        assert isinstance(changed, RoundFacet)
        return changed

    @property
    def postings(self) -> list[tuple[int, int]]:
        """``(account, amount)`` of everything posted, sorted."""
        return sorted((account, amount) for _, _, _, account, _, amount in self.changes.postings)
