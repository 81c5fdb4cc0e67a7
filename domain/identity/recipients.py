"""Where a player's codes go."""

from domain.identity.code_desk import Recipient
from domain.identity.messages import Channel
from domain.identity.player import Player
from domain.identity.second_factors import ProofMethod
from domain.shared import NotAllowed


def recipient_of(player: Player, method: ProofMethod) -> Recipient:
    """Raises NotAllowed (METHOD_NOT_OFFERED) when the number has gone meanwhile."""
    if method is not ProofMethod.SMS_CODE:
        return Recipient(Channel.EMAIL, player.email.shown, player.language)
    if player.phone is None:
        raise NotAllowed(("METHOD_NOT_OFFERED",))
    return Recipient(Channel.SMS, player.phone, player.language)
