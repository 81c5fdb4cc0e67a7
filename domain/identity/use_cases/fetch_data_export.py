"""Fetch a data export: whoever holds a valid link, once."""

from dataclasses import dataclass

from domain.identity.access import AccessEvent
from domain.identity.data_export import DataExportId, DataExports, Fetching
from domain.identity.journal import Journal
from domain.identity.session import Visit
from domain.shared import Clock, Commit
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class FetchDataExport(Request[Fetching]):
    """The link that named ``export_id`` was verified by the edge."""

    export_id: DataExportId
    visit: Visit


@dataclass(frozen=True, slots=True)
class FetchDataExportHandler:
    exports: DataExports
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: FetchDataExport) -> Fetching:
        fetching, player_id = await self.exports.fetch(message.export_id, self.clock.now())
        if fetching is Fetching.TAKEN:
            await self.journal.note(AccessEvent.DATA_EXPORTED, message.visit, player_id, detail="fetched")
            await self.commit()
        return fetching
