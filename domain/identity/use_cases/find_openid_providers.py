"""Which companies somebody may sign in with."""

from dataclasses import dataclass

from domain.identity.linked_method import SignInMethod
from domain.identity.openid import OpenIdProviders
from domain.jurisdiction import SignInRules
from domain.shared import Message


@dataclass(frozen=True, slots=True)
class FindOpenIdProviders(Message[tuple[str, ...]]):
    """By the names that the operator gave them; none where OpenID Connect is not offered."""


@dataclass(frozen=True, slots=True)
class FindOpenIdProvidersHandler:
    rules: SignInRules
    providers: OpenIdProviders

    async def __call__(self, message: FindOpenIdProviders) -> tuple[str, ...]:
        del message
        return self.providers.names if SignInMethod.OPENID_CONNECT.value in self.rules.methods else ()
