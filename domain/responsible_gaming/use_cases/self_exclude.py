"""Self-exclude: for months, years, or for good."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from domain.identity import AccessEvent, Journal, Messenger, Viewer, Visit
from domain.jurisdiction import ExclusionRules
from domain.responsible_gaming.exclusion import Exclusion, ExclusionId, ExclusionKind, after_months
from domain.responsible_gaming.exclusion_desk import BY_PLAYER, ExclusionDesk
from domain.responsible_gaming.exclusion_letters import begun
from domain.responsible_gaming.exclusion_ports import ExclusionStep
from domain.responsible_gaming.exclusion_refusals import LongerExclusionInForce
from domain.shared import Commit, InvalidInput
from domain.shared import Message as Request

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class SelfExclude(Request[Exclusion]):
    """``months``: one of those that the player's jurisdiction offers; None: for good, where it offers that."""

    viewer: Viewer
    visit: Visit
    months: int | None
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SelfExcludeHandler:
    """Raises InvalidInput; LongerExclusionInForce. Other sessions of the player end, the one that asks goes on."""

    desk: ExclusionDesk
    messenger: Messenger
    journal: Journal
    commit: Commit

    async def __call__(self, message: SelfExclude) -> Exclusion:
        desk, viewer = self.desk, message.viewer
        if len(message.reason) > LONGEST_REASON:
            raise InvalidInput.of("reason", "TOO_LONG")
        player = await desk.hold(viewer.player_id)
        _check(message, desk.rules_of(player))
        now = desk.clock.now()
        exclusion = Exclusion(
            id=ExclusionId(desk.ids.new()),
            player_id=player.id,
            kind=ExclusionKind.SELF_EXCLUSION,
            reason=message.reason.strip(),
            requested_at=now,
            starts_at=now,
            ends_at=None if message.months is None else after_months(now, message.months),
        )
        await replace_shorter(desk, exclusion, (ExclusionKind.SELF_EXCLUSION,))
        ended = await desk.begin(exclusion, player, ExclusionStep.REQUESTED, BY_PLAYER, viewer.session_id)
        event = AccessEvent.EXCLUSION_BEGUN
        await self.journal.note(event, message.visit, player.id, viewer.session_id, "SELF_EXCLUSION")
        await self.messenger.send(begun(player, exclusion))
        await self.commit()
        desk.sign_out.announce(ended)
        return exclusion


def _check(message: SelfExclude, rules: ExclusionRules) -> None:
    if message.months is None:
        if not rules.permanent:
            raise InvalidInput.of("permanent", "NOT_OFFERED")
    elif message.months not in rules.self_exclusion_months:
        raise InvalidInput.of("months", "NOT_OFFERED")


async def replace_shorter(
    desk: ExclusionDesk, new: Exclusion, kinds: Collection[ExclusionKind], by: str = BY_PLAYER
) -> None:
    """Longer replaces shorter of its own kind. Raises LongerExclusionInForce where one of ``kinds`` holds as long."""
    now = desk.clock.now()
    in_force = [each for each in await desk.in_force(new.player_id, now) if each.kind in kinds]
    for known in in_force:
        if known.outlasts(new.ends_at) or (known.kind is not new.kind and known.opens_at is None):
            raise LongerExclusionInForce(known.opens_at or known.ends_at)
    for known in in_force:
        if known.kind is new.kind:
            replaced = replace(known, replaced_at=now)
            await desk.exclusions.keep(replaced)
            await desk.note(replaced, ExclusionStep.REPLACED, "", by)
