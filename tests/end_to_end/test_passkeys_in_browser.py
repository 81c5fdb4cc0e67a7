"""A page makes a passkey with the browser's own API and signs in with it, on the real program."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.end_to_end.browser import PHONE, Browser
from tests.end_to_end.joining import INSIDE, PASSWORD, register
from tests.end_to_end.page import Page
from tests.faults.harness import Program
from tests.faults.harness.folder import running_program

pytestmark = pytest.mark.browser

PHONE_WITH_FACE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PASSKEYS = """
window.passkeys = {
  async send(name, type, selection, input) {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) {
      __typename ... on UserError { code } ${selection} } }`;
    const headers = { "Content-Type": "application/json", "X-Croupier-Session": "cookie" };
    const asked = { method: "POST", headers, body: JSON.stringify({ query, variables: { input } }) };
    return (await (await fetch("/graphql", asked)).json()).data[name];
  },
  stepUp: (input) => passkeys.send("stepUp", "StepUpInput", "", input),
  async make(name) {
    const begun = await passkeys.send("beginPasskeyRegistration", "BeginPasskeyRegistrationInput",
      "... on BeginPasskeyRegistrationSuccess { challenge options }", {});
    if (!begun.options) return begun;
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(begun.options));
    const credential = JSON.stringify(await navigator.credentials.create({ publicKey }));
    const input = { challenge: begun.challenge, credential, name };
    return passkeys.send("registerPasskey", "RegisterPasskeyInput", "", input);
  },
  async sign(options) {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options));
    return JSON.stringify(await navigator.credentials.get({ publicKey }));
  },
  async enter() {
    const begun = await passkeys.send("beginPasskeyLogin", "BeginPasskeyLoginInput",
      "... on BeginPasskeyLoginSuccess { challenge options }", {});
    const input = { challenge: begun.challenge, credential: await passkeys.sign(begun.options) };
    return passkeys.send("loginWithPasskey", "LoginWithPasskeyInput",
      "... on LoginWithPasskeySuccess { player { email } }", input);
  },
  async prove() {
    const begun = await passkeys.send("beginPasskeyProof", "BeginPasskeyProofInput",
      "... on BeginPasskeyProofSuccess { options }", {});
    return passkeys.stepUp({ method: "PASSKEY", assertion: await passkeys.sign(begun.options) });
  },
};
0"""


@pytest.fixture(scope="module")
async def program() -> AsyncIterator[Program]:
    async with running_program() as running:
        yield running


def home(program: Program) -> str:
    """By name: browsers make no passkeys for a bare address."""
    return f"http://localhost:{program.port}/"


async def with_device(page: Page, **changed: Any) -> str:
    """Chromium's virtual authenticator, plugged into this page; its id."""
    await page.call("WebAuthn.enable")
    added = await page.call("WebAuthn.addVirtualAuthenticator", options={**PHONE_WITH_FACE, **changed})
    await page.value(PASSKEYS)
    return str(added["authenticatorId"])


async def test_makes_a_passkey_leaves_and_comes_back_without_a_name(browser: Browser, program: Program) -> None:
    page = await browser.open(home(program), await browser.new_context(), PHONE)
    person = await register(page, program)
    device = await with_device(page)
    assert (await page.value("passkeys.make('my phone')"))["code"] == "STEP_UP_REQUIRED"
    proved = await page.value(f"passkeys.stepUp({{ method: 'PASSWORD', password: '{PASSWORD}' }})")
    assert proved["__typename"] == "StepUpSuccess"
    assert (await page.value("passkeys.make('my phone')"))["__typename"] == "RegisterPasskeySuccess"
    kept = (await page.call("WebAuthn.getCredentials", authenticatorId=device))["credentials"]
    assert [(key["rpId"], key["isResidentCredential"]) for key in kept] == [("localhost", True)]
    assert (await page.value("passkeys.prove()"))["__typename"] == "StepUpSuccess"

    await page.click("#sign-out")
    await page.until("!document.getElementById('login').hidden")
    opened = await page.value("passkeys.enter()")
    assert (opened["__typename"], opened["player"]["email"]) == ("LoginWithPasskeySuccess", person.email)
    await page.go(home(program))
    await page.until(INSIDE)


async def test_a_device_that_did_not_look_at_its_user_gives_nothing(browser: Browser, program: Program) -> None:
    page = await browser.open(home(program), await browser.new_context(), PHONE)
    await register(page, program)
    await with_device(page, isUserVerified=False)
    await page.value(f"passkeys.stepUp({{ method: 'PASSWORD', password: '{PASSWORD}' }})")
    refused = await page.value("passkeys.make('my phone').catch((refused) => refused.name)")
    assert refused == "NotAllowedError"
