"""The one door in memory: the real decisions, on wallets and facets that a test holds in its hand."""

from collections.abc import Hashable
from typing import TypeVar, cast
from uuid import UUID

from app.settlement.batch import Batch, Loaded
from app.wiring.procedures import PROCEDURES
from domain.shared import Clock, Ids, PlayerId, Refusal, WalletId
from domain.wallet import Command, Facet, PlayerGate, WalletState

R = TypeVar("R")
F = TypeVar("F", bound=Facet)


class MemorySettlement:
    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._loaded = Loaded({}, {}, {}, {})
        self.away: Exception | None = None
        """What every command is answered, while it is set."""

    def seat(
        self,
        player_id: PlayerId,
        currency: str = "EUR",
        cash: int = 0,
        blocks: tuple[str, ...] = (),
        jurisdiction: str = "GLI",
    ) -> None:
        self._loaded.gates[player_id] = PlayerGate(player_id, blocks, jurisdiction)
        wallets = self._loaded.wallets.setdefault(player_id, {})
        wallet_id = WalletId(sum(map(len, self._loaded.wallets.values())) + 1)
        wallets[currency] = WalletState(wallet_id, currency, cash, 0, 0, 0, 0)

    def gate(self, player_id: PlayerId) -> PlayerGate:
        return self._loaded.gates[player_id]

    def wallet(self, player_id: UUID, currency: str = "EUR") -> WalletState:
        return self._loaded.wallets[player_id][currency]

    def put(self, facet: Facet) -> None:
        self._loaded.facets[(type(facet), facet.key())] = facet

    def facet(self, kind: type[F], key: Hashable) -> F | None:
        return cast(F | None, self._loaded.facets.get((kind, key)))

    def facets(self, kind: type[F]) -> list[F]:
        return [facet for facet in self._loaded.facets.values() if isinstance(facet, kind)]

    async def settle(self, command: Command[R], /) -> R:
        if self.away is not None:
            raise self.away
        answer = Batch(self._loaded, PROCEDURES, self._clock.now(), self._ids).judge(command)
        if isinstance(answer, Refusal):
            raise answer
        return cast(R, answer)
