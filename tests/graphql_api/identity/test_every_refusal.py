"""Every refusal that a mutation of identity lists is reached through GraphQL.

What holds for all alike is tried on all, by inputs made from the schema: text that cannot be stored, nobody signed in,
a session that lay idle, and too many hashes waiting. The rest is what the other modules of this folder are about; the
last test here counts them all, and asks those modules when they did not run just now.
"""

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.adapters.passwords import Argon2Passwords, PasswordCost
from app.http.server import build_app
from app.platform import Platform
from domain.jurisdiction import GLI
from tests.graphql_api.identity.conftest import ORIGIN, Api
from tests.graphql_api.identity.documents import LOGIN, REGISTER, STEP_UP, registration, sign_in
from tests.graphql_api.identity.every_refusal import (
    MUTATIONS,
    PAIRS,
    document,
    filled,
    input_of,
    reached_here,
    refusals_of,
    texts_of,
)
from tests.running import SignedInPlayer

FOLDER = Path(__file__).parent
WITH_TEXT = [mutation for mutation in MUTATIONS if any(texts_of(input_of(mutation)))]
OF_SESSIONS = [mutation for mutation in MUTATIONS if "NotSignedIn" in refusals_of(mutation)]
GUARDED = [
    mutation
    for mutation in OF_SESSIONS
    if "NotAllowed" in refusals_of(mutation)
    and mutation not in ("refreshSession", "unlockSession", "stepUp", "requestStepUpCode", "beginPasskeyProof")
]
"""What a locked session may not do; the others lead out of it."""


async def answer(api: Api, mutation: str, given: dict[str, Any], by: SignedInPlayer | None = None) -> dict[str, Any]:
    result = (await api(document(mutation), {"input": given}, by=by))[mutation]
    assert isinstance(result, dict)
    return result


@pytest.mark.parametrize("mutation", WITH_TEXT)
async def test_text_that_cannot_be_stored_is_invalid_everywhere(
    api: Api, player: SignedInPlayer, mutation: str
) -> None:
    for path in texts_of(input_of(mutation)):
        refused = await answer(api, mutation, filled(input_of(mutation), path), player)
        assert refused["__typename"] == "InvalidInput", path


@pytest.mark.parametrize("mutation", OF_SESSIONS)
async def test_nobody_is_asked_to_sign_in(api: Api, mutation: str) -> None:
    assert (await answer(api, mutation, filled(input_of(mutation))))["__typename"] == "NotSignedIn"


@pytest.mark.parametrize("mutation", GUARDED)
async def test_a_locked_session_does_nothing(
    api: Api, platform: Platform, player: SignedInPlayer, mutation: str
) -> None:
    await platform.pool.execute("update sessions set locked_at = now() where id = $1", player.viewer.session_id)
    refused = await answer(api, mutation, filled(input_of(mutation)), player)
    assert (refused["__typename"], refused.get("reasons")) == ("NotAllowed", ["SESSION_LOCKED"])


@pytest.fixture
async def busy(platform: Platform) -> AsyncIterator[Api]:
    """Every hash that this platform can take waits already."""
    passwords = Argon2Passwords(PasswordCost(64, 1, 1), threads=1, queue=0)
    full = replace(platform, identity=replace(platform.identity, passwords=passwords))
    transport = httpx.ASGITransport(build_app(full), client=("203.0.113.7", 1234))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        yield Api(http)
    passwords.close()


async def test_whoever_needs_a_hash_comes_again_when_too_many_wait(busy: Api, player: SignedInPlayer) -> None:
    proof = {"method": "PASSWORD", "password": player.password}
    for mutation, text, variables, by in (
        ("login", LOGIN, sign_in(player.email), None),
        ("register", REGISTER, registration("somebody.more@example.com"), None),
        ("stepUp", STEP_UP, {"input": proof}, player),
        ("unlockSession", document("unlockSession"), {"input": proof}, player),
    ):
        refused = (await busy(text, variables, by=by))[mutation]
        assert refused["__typename"] == "TryAgainLater", mutation


async def test_new_terms_stand_before_a_sign_in(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    await platform.pool.execute("update players set terms_version = 'of old' where id = $1", player.id)
    refused = (await api(LOGIN, sign_in(player.email)))["login"]
    assert (refused["__typename"], refused["termsVersion"]) == ("TermsChanged", GLI.terms_version)


async def test_who_may_not_sign_in_gets_no_fresh_tokens(api: Api, platform: Platform, player: SignedInPlayer) -> None:
    await platform.pool.execute(
        "update player_gates set blocks = '{login:UNDER_REVIEW}' where player_id = $1", player.id
    )
    refused = await answer(api, "refreshSession", {"refreshToken": player.tokens.refresh_token})
    assert (refused["__typename"], refused["reasons"]) == ("NotAllowed", ["UNDER_REVIEW"])


def ran_whole(session: pytest.Session) -> bool:
    """Whether every module of this folder runs in this session, and all of each."""
    option = session.config.option
    chosen = option.keyword or option.markexpr or option.deselect or any("::" in each for each in session.config.args)
    modules = {item.path for item in session.items}
    return not chosen and modules.issuperset(FOLDER.rglob("test_*.py"))


ELSEWHERE = """
import json, sys, pytest
from tests.graphql_api.identity.every_refusal import reached_here
code = pytest.main(["-q", "--deselect", sys.argv[2], sys.argv[1]])
print("\\n" + json.dumps([int(code), sorted(reached_here())]))
"""


def reached_elsewhere() -> set[tuple[str, str]]:
    root = FOLDER.parents[2]
    last = f"{Path(__file__).relative_to(root)}::{test_every_refusal_is_reached.__name__}"
    run = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, str(FOLDER.relative_to(root)), last],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root}:{root / 'graphql'}"},
        capture_output=True,
        text=True,
    )
    assert run.stdout, run.stderr
    code, pairs = json.loads(run.stdout.splitlines()[-1])
    assert code == 0, run.stdout
    return {(mutation, refusal) for mutation, refusal in pairs}


def test_every_refusal_is_reached(request: pytest.FixtureRequest) -> None:
    """Runs last in its folder (conftest.py)."""
    reached = reached_here() if ran_whole(request.session) else reached_elsewhere()
    assert sorted(PAIRS - reached) == []
