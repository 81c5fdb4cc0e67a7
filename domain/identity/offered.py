"""Which ways in this platform offers."""

from domain.identity.linked_method import SignInMethod
from domain.jurisdiction import SignInRules
from domain.shared import NotAllowed


def require_offered(method: SignInMethod, rules: SignInRules) -> None:
    """Raises NotAllowed."""
    if method.value not in rules.methods:
        raise NotAllowed(("METHOD_NOT_OFFERED",))
