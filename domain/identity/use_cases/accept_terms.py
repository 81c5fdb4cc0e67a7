"""Accept the terms that are in force now."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.identity.access import AccessEvent
from domain.identity.accounts import Accounts
from domain.identity.journal import Journal
from domain.identity.ports import PlayerGates, Players
from domain.identity.reception import TERMS_BLOCKS
from domain.identity.refusals import TermsChanged
from domain.identity.session import Visit
from domain.identity.viewer import Viewer
from domain.jurisdiction import Profiles
from domain.shared import Clock, Commit
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class TermsAccepted:
    terms_version: str
    privacy_version: str
    accepted_at: datetime


@dataclass(frozen=True, slots=True)
class AcceptTerms(Request[TermsAccepted]):
    """``terms_version`` as it was shown; agreeing to it agrees to the privacy statement of the same day."""

    viewer: Viewer
    terms_version: str
    visit: Visit


@dataclass(frozen=True, slots=True)
class AcceptTermsHandler:
    """Raises TermsChanged when other terms are in force where this player belongs (GLI-19 A.3.3).

    Accepting again changes nothing.
    """

    profiles: Profiles
    players: Players
    accounts: Accounts
    gates: PlayerGates
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: AcceptTerms) -> TermsAccepted:
        viewer = message.viewer
        player = await self.accounts.hold(viewer.player_id)
        rules = self.profiles.present[player.jurisdiction]
        terms, privacy = rules.terms_version, rules.privacy_version
        if message.terms_version != terms:
            raise TermsChanged(terms, privacy)
        if (player.terms_version, player.privacy_version) != (terms, privacy):
            now = self.clock.now()
            player = replace(player, terms_version=terms, privacy_version=privacy, terms_accepted_at=now)
            await self.players.save(player)
            await self.journal.note(AccessEvent.TERMS_ACCEPTED, message.visit, player.id, viewer.session_id)
        await self.gates.unblock(player.id, TERMS_BLOCKS)
        await self.commit()
        return TermsAccepted(terms, privacy, player.terms_accepted_at)
