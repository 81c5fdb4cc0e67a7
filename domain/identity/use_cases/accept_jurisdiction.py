"""Accept looser rules: a player agrees to the present version of their profile."""

from dataclasses import dataclass

from domain.identity.access import AccessEvent
from domain.identity.accounts import Accounts
from domain.identity.journal import Journal
from domain.identity.rule_changes import RuleChanges
from domain.identity.session import Visit
from domain.identity.viewer import Viewer
from domain.jurisdiction import JurisdictionProfile, Profiles
from domain.shared import Clock, Commit, InvalidInput
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class AcceptJurisdiction(Request[JurisdictionProfile]):
    """``version`` as it was shown. Answered with the profile that holds now."""

    viewer: Viewer
    version: int
    visit: Visit


@dataclass(frozen=True, slots=True)
class AcceptJurisdictionHandler:
    """Raises InvalidInput when this version is not the present one. Accepting again changes nothing.

    Rules that protect more need nobody's word; those that protect less never hold for a player without it.
    """

    profiles: Profiles
    accounts: Accounts
    changes: RuleChanges
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: AcceptJurisdiction) -> JurisdictionProfile:
        viewer = message.viewer
        player = await self.accounts.hold(viewer.player_id)
        present = self.profiles.present[player.jurisdiction]
        if message.version != present.version:
            raise InvalidInput.of("version", "NOT_OFFERED")
        if player.profile_version != present.version:
            await self.changes.move(player, present.version, self.clock.now())
            detail = f"{present.code} {player.profile_version} -> {present.version}"
            await self.journal.note(
                AccessEvent.JURISDICTION_CHANGED, message.visit, player.id, viewer.session_id, detail
            )
        await self.commit()
        return present
