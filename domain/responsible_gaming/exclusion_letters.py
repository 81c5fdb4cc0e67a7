"""What a player is told of an exclusion outside the API."""

from datetime import datetime

from domain.identity import Channel, Message, Player, Template
from domain.responsible_gaming.exclusion import Exclusion, ExclusionKind


def begun(player: Player, exclusion: Exclusion) -> Message:
    if exclusion.kind is ExclusionKind.TIME_OUT:
        return letter(player, Template.TIME_OUT_BEGUN, exclusion.ends_at)
    if exclusion.kind is ExclusionKind.OPERATOR:
        if exclusion.ends_at is None:
            return letter(player, Template.OPERATOR_EXCLUSION_FOR_GOOD)
        return letter(player, Template.OPERATOR_EXCLUSION_BEGUN, exclusion.ends_at)
    if exclusion.ends_at is None:
        return letter(player, Template.PERMANENT_EXCLUSION_BEGUN)
    return letter(player, Template.SELF_EXCLUSION_BEGUN, exclusion.ends_at)


def letter(player: Player, template: Template, at: datetime | None = None) -> Message:
    facts = {} if at is None else {"at": at.isoformat(timespec="seconds")}
    return Message(Channel.EMAIL, player.email.shown, template, player.language, facts, player.id)
