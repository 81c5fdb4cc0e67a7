"""Update consents: a player says what we may write about, and by which channel."""

from dataclasses import dataclass

from domain.identity.accounts import Accounts
from domain.identity.consent import (
    Consent,
    ConsentChange,
    Consents,
    ContactChannel,
    MarketedProduct,
    Subject,
    what_changes,
)
from domain.identity.consent import complete as complete_consents
from domain.identity.viewer import Viewer
from domain.shared import Clock, Commit, FieldProblem, Ids, InvalidInput
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class WantedConsent:
    channel: ContactChannel
    product: MarketedProduct
    granted: bool


@dataclass(frozen=True, slots=True)
class UpdateConsents(Request[tuple[Consent, ...]]):
    """Answered with every consent as it stands now. What is not named stays as it is."""

    viewer: Viewer
    changes: tuple[WantedConsent, ...]


@dataclass(frozen=True, slots=True)
class UpdateConsentsHandler:
    """Raises InvalidInput when a subject is named twice, or nothing is. What is so already leaves no trace."""

    accounts: Accounts
    consents: Consents
    clock: Clock
    ids: Ids
    commit: Commit

    async def __call__(self, message: UpdateConsents) -> tuple[Consent, ...]:
        wanted = _by_subject(message.changes)
        player_id = message.viewer.player_id
        await self.accounts.hold(player_id)
        known = dict(await self.consents.of(player_id))
        now = self.clock.now()
        changes = [
            ConsentChange(self.ids.new(), player_id, channel, product, granted, now)
            for (channel, product), granted in what_changes(known, wanted)
        ]
        await self.consents.add(changes)
        await self.commit()
        for change in changes:
            subject = change.channel, change.product
            known[subject] = Consent(*subject, granted=change.granted, changed_at=now)
        return complete_consents(known)


def _by_subject(changes: tuple[WantedConsent, ...]) -> dict[Subject, bool]:
    if not changes:
        raise InvalidInput.of("changes", "REQUIRED")
    wanted: dict[Subject, bool] = {}
    for index, change in enumerate(changes):
        subject = change.channel, change.product
        if subject in wanted:
            raise InvalidInput((FieldProblem(f"changes.{index}", "DUPLICATE"),))
        wanted[subject] = change.granted
    return wanted
