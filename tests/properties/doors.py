"""Two ways through the one door: the lane's batch over dictionaries, and the real lanes on a real PostgreSQL."""

import asyncio
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID, uuid4

import asyncpg

from app.settlement.batch import Batch, Loaded
from app.settlement.lanes import SettlementLanes
from domain.games import GameSessionFacet, RoundFacet
from domain.payments import DepositFacet, DepositState
from domain.shared import DepositId, GameSessionId, PlayerId, WalletId
from domain.wallet import Command, Facet, PlayerGate, Settled, WalletState
from tests.lanes import Heard, real_judging, seat
from tests.money_commands import BANK, CASINO, GAME, token_digest_of
from tests.postgres.ledger.conftest import order_deposit


@dataclass(frozen=True)
class Books:
    """One wallet as it is stored."""

    balances: tuple[int, int, int, int]
    """Cash, in play, withdrawal hold, vault."""
    sequence: int
    transactions: Sequence[tuple[int, tuple[int, int, int, int]]]
    """Sequence, and the four balances after it."""
    postings: Sequence[tuple[int, int, int]]
    """Sequence, account, amount."""
    rounds: dict[str, tuple[int, int, int, bool]]
    """In play, staked, won, closed, by reference."""


class Door(Protocol):
    def seat(self) -> PlayerId: ...
    def order(self, player: PlayerId, deposit: UUID, amount: int) -> None: ...
    def settle(self, commands: Sequence[Command[Any]]) -> Sequence[object]: ...
    def books(self, player: PlayerId, currency: str) -> Books: ...


class MemoryDoor:
    """Each group of commands is one batch, as the lane would load, decide and store it."""

    def __init__(self) -> None:
        self._judging = real_judging()
        self._gates: dict[UUID, PlayerGate] = {}
        self._wallets: dict[tuple[UUID, str], WalletState] = {}
        self._settled: dict[tuple[str, str], Settled] = {}
        self._facets: dict[tuple[type[Facet], Hashable], Facet] = {}
        self._transactions: list[tuple[int, int, tuple[int, int, int, int]]] = []
        self._postings: list[tuple[int, int, int, int]] = []

    def seat(self) -> PlayerId:
        player = PlayerId(uuid4())
        self._gates[player] = PlayerGate(player)
        for currency in ("EUR", "USD"):
            wallet_id = WalletId(len(self._wallets) + 1)
            self._wallets[player, currency] = WalletState(wallet_id, currency, 0, 0, 0, 0, 0)
        later = datetime.now(UTC) + timedelta(days=1)
        session = GameSessionFacet(
            GameSessionId(uuid4()), token_digest_of(player), player, CASINO, GAME, "EUR", later, None
        )
        self._facets[GameSessionFacet, session.key()] = session
        return player

    def order(self, player: PlayerId, deposit: UUID, amount: int) -> None:
        facet = DepositFacet(DepositId(deposit), player, BANK, amount, "EUR", DepositState.PENDING, "", None, None)
        self._facets[DepositFacet, facet.key()] = facet

    def settle(self, commands: Sequence[Command[Any]]) -> Sequence[object]:
        wallets: dict[UUID, dict[str, WalletState]] = {}
        for (player, currency), wallet in self._wallets.items():
            wallets.setdefault(player, {})[currency] = replace(wallet)
        settled = {key: self._stored(each) for key, each in self._settled.items()}
        loaded = Loaded(dict(self._gates), wallets, settled, dict(self._facets))
        batch = Batch(loaded, self._judging.procedures, datetime.now(UTC), self._judging.ids)
        answers = [batch.judge(command) for command in commands]
        changes = batch.changes
        stored = {wallet.wallet_id: key for key, wallet in self._wallets.items()}
        for wallet_id, wallet in changes.wallets.items():
            self._wallets[stored[WalletId(wallet_id)]] = wallet
        self._settled.update(changes.settled)
        for key, state in changes.undone.items():
            self._settled[key].state = state
        for kind, facets in changes.facets.items():
            for key_, facet in facets.items():
                self._facets[kind, key_] = replace(facet, known=True) if isinstance(facet, RoundFacet) else facet
        self._transactions += [(row[0], row[1], row[4:8]) for row in changes.transactions]
        self._postings += [(row[0], row[1], row[3], row[5]) for row in changes.postings]
        return answers

    def books(self, player: PlayerId, currency: str) -> Books:
        wallet = self._wallets[player, currency]
        rounds = [
            facet
            for facet in self._facets.values()
            if isinstance(facet, RoundFacet) and facet.wallet_id == wallet.wallet_id
        ]
        return Books(
            (wallet.cash, wallet.in_play, wallet.withdrawal_hold, wallet.vault),
            wallet.sequence,
            [(sequence, after) for owner, sequence, after in self._transactions if owner == wallet.wallet_id],
            [
                (sequence, account, amount)
                for owner, sequence, account, amount in self._postings
                if owner == wallet.wallet_id
            ],
            {r.reference: (r.in_play, r.staked, r.won, r.closed_at is not None) for r in rounds},
        )

    def _stored(self, settled: Settled) -> Settled:
        """As it comes back from its row."""
        codec, reply = self._judging.codec, settled.reply
        return replace(settled, reply=None if reply is None else codec.decode(codec.encode(reply)))


class ForgetfulDoor(MemoryDoor):
    """Broken: it knows no key again."""

    def settle(self, commands: Sequence[Command[Any]]) -> Sequence[object]:
        self._settled.clear()
        return super().settle(commands)


class UnlockedDoor(MemoryDoor):
    """Broken: commands that come together all start from the balances that were read first, and the last one wins."""

    def settle(self, commands: Sequence[Command[Any]]) -> Sequence[object]:
        read = self._wallets
        answers: list[object] = []
        for command in commands:
            self._wallets = {key: replace(wallet) for key, wallet in read.items()}
            answers += super().settle([command])
        return answers


class LaneDoor:
    """The commands of a group arrive at once, so the lane takes them as one batch."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._lanes = SettlementLanes(url, real_judging(), Heard())
        self._pool: asyncpg.Pool[asyncpg.Record] = self._runner.run(self._open(url))

    async def _open(self, url: str) -> "asyncpg.Pool[asyncpg.Record]":
        await self._lanes.start()
        return await asyncpg.create_pool(url, min_size=1, max_size=2)

    def close(self) -> None:
        self._runner.run(self._lanes.drain())
        self._runner.run(self._pool.close())
        self._runner.close()

    def seat(self) -> PlayerId:
        return self._runner.run(seat(self._pool, currencies=("EUR", "USD")))

    def order(self, player: PlayerId, deposit: UUID, amount: int) -> None:
        self._runner.run(order_deposit(self._pool, player, deposit, amount))

    def settle(self, commands: Sequence[Command[Any]]) -> Sequence[object]:
        async def together() -> Sequence[object]:
            answers: list[object] = await asyncio.gather(*map(self._lanes.settle, commands), return_exceptions=True)
            return answers

        return self._runner.run(together())

    def books(self, player: PlayerId, currency: str) -> Books:
        return self._runner.run(self._books(player, currency))

    async def _books(self, player: PlayerId, currency: str) -> Books:
        wallet = await self._pool.fetchrow(
            "select * from wallets where player_id = $1 and currency = $2", player, currency
        )
        assert wallet is not None
        transactions = await self._pool.fetch(
            "select sequence, cash_after, in_play_after, withdrawal_hold_after, vault_after from ledger_transactions"
            " where wallet_id = $1 order by sequence",
            wallet["id"],
        )
        postings = await self._pool.fetch(
            "select sequence, account, amount from postings where wallet_id = $1", wallet["id"]
        )
        rounds = await self._pool.fetch("select * from rounds where wallet_id = $1", wallet["id"])
        return Books(
            (wallet["cash"], wallet["in_play"], wallet["withdrawal_hold"], wallet["vault"]),
            wallet["sequence"],
            [(row[0], (row[1], row[2], row[3], row[4])) for row in transactions],
            [(row[0], row[1], row[2]) for row in postings],
            {r["reference"]: (r["in_play"], r["staked"], r["won"], r["closed_at"] is not None) for r in rounds},
        )
