"""The operations on passkeys, and what a person does with them."""

from dataclasses import dataclass
from typing import Any

from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import ERROR, SIGNED_IN, STEP_UP
from tests.passkey_device import Device
from tests.running import SignedInPlayer

FACTS = "... on NotAllowed { reasons } ... on InvalidInput { fields { path code } }"
REASON = "... on ProofRejected { reason }"
BEGIN_REGISTRATION = f"""
mutation ($input: BeginPasskeyRegistrationInput!) {{ beginPasskeyRegistration(input: $input) {{
    __typename {ERROR} {FACTS} ... on StepUpRequired {{ methods }}
    ... on BeginPasskeyRegistrationSuccess {{ challenge options expiresAt }}
}} }}"""
REGISTER_PASSKEY = f"""
mutation ($input: RegisterPasskeyInput!) {{ registerPasskey(input: $input) {{
    __typename {ERROR} {FACTS} {REASON} ... on RegisterPasskeySuccess {{ registeredAt player {{ email }} }}
}} }}"""
BEGIN_LOGIN = f"""
mutation ($input: BeginPasskeyLoginInput!) {{ beginPasskeyLogin(input: $input) {{
    __typename {ERROR} {FACTS} ... on TooManyAttempts {{ retryAfterSeconds }}
    ... on BeginPasskeyLoginSuccess {{ challenge options expiresAt }}
}} }}"""
LOGIN_WITH_PASSKEY = f"""
mutation ($input: LoginWithPasskeyInput!) {{ loginWithPasskey(input: $input) {{
    __typename {ERROR} {FACTS} {REASON} ... on TooManyAttempts {{ retryAfterSeconds }}
    ... on TermsChanged {{ termsVersion privacyVersion }}
    ... on LoginWithPasskeySuccess {{ {SIGNED_IN} }}
}} }}"""
BEGIN_PROOF = f"""
mutation ($input: BeginPasskeyProofInput!) {{ beginPasskeyProof(input: $input) {{
    __typename {ERROR} {FACTS} ... on BeginPasskeyProofSuccess {{ options expiresAt }}
}} }}"""
STEP_UP_BY_PASSKEY = f"""
mutation ($input: StepUpInput!) {{ stepUp(input: $input) {{
    __typename {ERROR} {FACTS} {REASON} ... on StepUpSuccess {{ holdsUntil }}
}} }}"""
UNLOCK = f"""
mutation ($input: UnlockSessionInput!) {{ unlockSession(input: $input) {{
    __typename {ERROR} {FACTS} {REASON} ... on UnlockSessionSuccess {{ holdsUntil }}
}} }}"""


@dataclass
class Passkeys:
    """Somebody's passkeys, over GraphQL. Each answers the mutation's own result."""

    api: Api
    player: SignedInPlayer

    async def prove(self) -> None:
        given = {"input": {"method": "PASSWORD", "password": self.player.password}}
        assert (await self.api(STEP_UP, given, by=self.player))["stepUp"]["__typename"] == "StepUpSuccess"

    async def begin(self) -> Any:
        return (await self.api(BEGIN_REGISTRATION, {"input": {}}, by=self.player))["beginPasskeyRegistration"]

    async def register(self, challenge: str, credential: str, name: str = "my phone") -> Any:
        given = {"input": {"challenge": challenge, "credential": credential, "name": name}}
        return (await self.api(REGISTER_PASSKEY, given, by=self.player))["registerPasskey"]

    async def add(self, device: Device, name: str = "my phone") -> Any:
        await self.prove()
        begun = await self.begin()
        return await self.register(begun["challenge"], device.create(begun["options"]), name)

    async def begin_login(self) -> Any:
        return (await self.api(BEGIN_LOGIN, {"input": {}}))["beginPasskeyLogin"]

    async def answer(self, challenge: str, credential: str, **more: str) -> Any:
        given = {"input": {"challenge": challenge, "credential": credential, **more}}
        return (await self.api(LOGIN_WITH_PASSKEY, given))["loginWithPasskey"]

    async def login(self, device: Device, **more: str) -> Any:
        begun = await self.begin_login()
        return await self.answer(begun["challenge"], device.get(begun["options"]), **more)

    async def begin_proof(self) -> Any:
        return (await self.api(BEGIN_PROOF, {"input": {}}, by=self.player))["beginPasskeyProof"]

    async def step_up(self, assertion: str) -> Any:
        given = {"input": {"method": "PASSKEY", "assertion": assertion}}
        return (await self.api(STEP_UP_BY_PASSKEY, given, by=self.player))["stepUp"]

    async def unlock(self, assertion: str) -> Any:
        given = {"input": {"method": "PASSKEY", "assertion": assertion}}
        return (await self.api(UNLOCK, given, by=self.player))["unlockSession"]
