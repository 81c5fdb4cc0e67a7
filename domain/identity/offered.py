"""Which ways in this platform offers, and how many of them one account may have."""

from domain.identity.linked_method import LinkedMethods, SignInMethod
from domain.jurisdiction import SignInRules
from domain.shared import NotAllowed, PlayerId


def require_offered(method: SignInMethod, rules: SignInRules) -> None:
    """Raises NotAllowed."""
    if method.value not in rules.methods:
        raise NotAllowed(("METHOD_NOT_OFFERED",))


async def require_room(linked: LinkedMethods, player_id: PlayerId, rules: SignInRules) -> None:
    """For one more. Raises NotAllowed."""
    if len(await linked.of(player_id)) >= rules.linked_methods:
        raise NotAllowed(("TOO_MANY_METHODS",))
