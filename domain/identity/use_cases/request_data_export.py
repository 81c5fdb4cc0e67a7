"""Request a data export: a worker writes it, a link fetches it once."""

from dataclasses import dataclass
from datetime import timedelta

from domain.identity.access import AccessEvent
from domain.identity.accounts import Accounts
from domain.identity.data_export import DataExport, DataExportId, DataExports, ExportLink, ExportLinks
from domain.identity.journal import Journal
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.session import Visit
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.viewer import Viewer
from domain.jurisdiction import AccountRules
from domain.shared import Clock, Commit, Handler, Ids
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class DataExportRequested:
    export: DataExport
    link: ExportLink


@dataclass(frozen=True, slots=True)
class RequestDataExport(Request[DataExportRequested]):
    """While an export waits to be fetched, another link to the same one."""

    viewer: Viewer
    visit: Visit


@dataclass(frozen=True, slots=True)
class RequestDataExportHandler:
    """Raises StepUpRequired, NotSignedIn.

    Who holds the link needs nothing else, so it is given to the session that proved who is there, and never sent.
    """

    rules: AccountRules
    proof: Handler[RequireFreshProof, None]
    accounts: Accounts
    exports: DataExports
    links: ExportLinks
    messenger: Messenger
    journal: Journal
    clock: Clock
    ids: Ids
    commit: Commit

    async def __call__(self, message: RequestDataExport) -> DataExportRequested:
        viewer = message.viewer
        await self.proof(RequireFreshProof(viewer))
        player, now = await self.accounts.hold(viewer.player_id), self.clock.now()
        export = await self.exports.waiting(player.id, now)
        if export is None:
            expires_at = now + timedelta(days=self.rules.export_days)
            export = DataExport(DataExportId(self.ids.new()), player.id, now, expires_at)
            await self.exports.add(export)
            await self.messenger.send(
                Message(Channel.EMAIL, player.email.shown, Template.DATA_EXPORTED, player.language, player_id=player.id)
            )
        await self.journal.note(AccessEvent.DATA_EXPORTED, message.visit, player.id, viewer.session_id, "requested")
        await self.commit()
        until = min(now + timedelta(seconds=self.rules.export_link_seconds), export.expires_at)
        return DataExportRequested(export, self.links.sign(export.id, until))
