"""The complaints desk: what every step on a complaint does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.complaints.complaint import (
    Complaint,
    ComplaintAuthor,
    ComplaintId,
    ComplaintMessage,
    ComplaintStep,
)
from domain.complaints.ports import ComplaintEntry, Complaints
from domain.complaints.refusals import UnknownComplaint
from domain.identity import Player, PlayerGates, Players
from domain.jurisdiction import ComplaintRules, Profiles
from domain.shared import Clock, Ids, InvalidInput, PlayerId

BY_PLAYER = "PLAYER"
LONGEST_REASON = 500
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """A complaint as it stands at ``now``."""

    complaint: Complaint
    now: datetime


@dataclass(frozen=True, slots=True)
class ComplaintDesk:
    complaints: Complaints
    players: Players
    gates: PlayerGates
    profiles: Profiles
    clock: Clock
    ids: Ids

    async def rules_of(self, player_id: PlayerId) -> ComplaintRules:
        player = await self.player(player_id)
        return self.profiles.of(player.jurisdiction, player.profile_version).complaints

    async def player(self, player_id: PlayerId) -> Player:
        return (await self.players.get((player_id,)))[player_id]

    async def hold(self, complaint_id: ComplaintId, player_id: PlayerId | None = None) -> Complaint:
        """Nobody else's to change until this transaction ends. Raises UnknownComplaint, for other players' too."""
        found = await self.complaints.lock(complaint_id)
        if found is None or player_id not in (None, found.player_id):
            raise UnknownComplaint
        return found

    def message(self, author: ComplaintAuthor, text: str, now: datetime) -> ComplaintMessage:
        return ComplaintMessage(self.ids.new(), now, author, text)

    async def note(
        self, complaint: Complaint, step: ComplaintStep, now: datetime, by: str = BY_PLAYER, reason: str = ""
    ) -> None:
        await self.complaints.note(complaint, ComplaintEntry(self.ids.new(), now, step, by, reason))

    async def seen(self, complaints: Sequence[Complaint]) -> Sequence[ComplaintView]:
        now = self.clock.now()
        return [ComplaintView(complaint, now) for complaint in complaints]


def checked_staff(by: str, reason: str) -> tuple[str, str]:
    """Who of staff, and why. Raises InvalidInput naming ``by`` or ``reason`` with REQUIRED or TOO_LONG."""
    for path, written, longest in (("by", by, LONGEST_NAME), ("reason", reason, LONGEST_REASON)):
        if not written.strip():
            raise InvalidInput.of(path, "REQUIRED")
        if len(written) > longest:
            raise InvalidInput.of(path, "TOO_LONG")
    return by.strip(), reason.strip()
