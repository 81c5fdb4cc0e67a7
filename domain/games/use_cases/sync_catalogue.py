"""The catalogue follows what the providers list."""

from dataclasses import dataclass

from domain.games.ports import CatalogueChange, GameProviders, Games
from domain.shared import Commit, Message


@dataclass(frozen=True, slots=True)
class SyncCatalogue(Message[CatalogueChange]):
    """Fetch one provider's listing. Raises GameProviderAway or GameUnavailable, and then nothing changes."""

    provider: str


class SyncCatalogueHandler:
    def __init__(self, games: Games, providers: GameProviders, commit: Commit) -> None:
        self._games = games
        self._providers = providers
        self._commit = commit

    async def __call__(self, message: SyncCatalogue, /) -> CatalogueChange:
        listed = await self._providers[message.provider].catalogue()
        change = await self._games.replace(message.provider, listed)
        await self._commit()
        return change
