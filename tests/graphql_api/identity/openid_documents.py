"""The operations on OpenID Connect, and what a person does with them."""

from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.adapters.openid.provider import Way, consent
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import ERROR, SIGNED_IN
from tests.running import SignedInPlayer

FACTS = "... on NotAllowed { reasons } ... on InvalidInput { fields { path code } }"
PROVIDERS = "{ openIdProviders { name } }"
BEGIN = f"""
mutation ($input: BeginOpenIdLoginInput!) {{ beginOpenIdLogin(input: $input) {{
    __typename {ERROR} {FACTS} ... on TooManyAttempts {{ retryAfterSeconds }}
    ... on BeginOpenIdLoginSuccess {{ url challenge expiresAt }}
}} }}"""
LOGIN = f"""
mutation ($input: LoginWithOpenIdInput!) {{ loginWithOpenId(input: $input) {{
    __typename {ERROR} {FACTS} ... on TooManyAttempts {{ retryAfterSeconds }} ... on ProofRejected {{ reason }}
    ... on TermsChanged {{ termsVersion privacyVersion }}
    ... on SecondFactorRequired {{ challenge methods expiresAt }}
    ... on AccountLocked {{ challenge methods expiresAt }}
    ... on RegistrationRequired {{ challenge expiresAt }}
    ... on LoginWithOpenIdSuccess {{ {SIGNED_IN} }}
}} }}"""
LINK = f"""
mutation ($input: LinkOpenIdInput!) {{ linkOpenId(input: $input) {{
    __typename {ERROR} {FACTS} ... on ProofRejected {{ reason }} ... on StepUpRequired {{ methods }}
    ... on LinkOpenIdSuccess {{ linkedAt player {{ email }} }}
}} }}"""
RETURN_URL = "http://localhost:8000/welcome"


@dataclass
class Company:
    """Somebody's account at the provider, used over GraphQL. Each answers the mutation's own result."""

    api: Api
    way: Way
    subject: str
    begun: dict[str, Any] = field(default_factory=dict)

    async def begin(self, provider: str = "mock", return_url: str = RETURN_URL) -> Any:
        given = {"input": {"provider": provider, "returnUrl": return_url}}
        self.begun = (await self.api(BEGIN, given))["beginOpenIdLogin"]
        return self.begun

    async def say_yes(self, **changed: str) -> dict[str, str]:
        """Begin and agree at the provider: what a client then sends; ``changed`` are parameters altered on the way."""
        begun = await self.begin()
        sent_back = await consent(str(httpx.URL(begun["url"]).copy_merge_params(changed)), self.subject)
        return {"challenge": begun["challenge"], "state": sent_back["state"], "code": sent_back["code"]}

    async def login(self, answer: dict[str, str] | None = None, **more: str) -> Any:
        given = {"input": {**(answer or await self.say_yes()), **more}}
        return (await self.api(LOGIN, given))["loginWithOpenId"]

    async def link(self, player: SignedInPlayer | None, answer: dict[str, str] | None = None) -> Any:
        given = {"input": answer or await self.say_yes()}
        return (await self.api(LINK, given, by=player))["linkOpenId"]
