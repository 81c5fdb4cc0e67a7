"""The proof of work: what solves it, and everything that does not."""

import base64
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.adapters.bot_checks.proof_of_work import SECONDS, ProofOfWork, ProofOfWorkCheck, solved
from app.adapters.postgres.identity.spent_proofs import PostgresSpentProofs
from app.secrets import KeyRing
from domain.identity import BotCheckFailed, Visit
from domain.identity.guards import BotCheckKind
from tests.fakes.shared import CountedRandom

RING = KeyRing((("k1", b"1" * 32),))
NOW = datetime.now(UTC)  # the library goes by the real time as well
WORK = ProofOfWork(RING, CountedRandom(), fewest=2, most=8)


@pytest.fixture
async def check(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[ProofOfWorkCheck]:
    async with sessions() as session:
        yield ProofOfWorkCheck(WORK, PostgresSpentProofs(session))


def offered(now: datetime = NOW, work: ProofOfWork = WORK) -> str:
    challenge = work.offer(now).challenge
    assert challenge is not None
    return challenge


def changed(answer: str, **changes: Any) -> str:
    """``challenge__signature=…``: another value in that place."""
    payload = json.loads(base64.b64decode(answer))
    for path, value in changes.items():
        *way, last = path.split("__")
        place = payload
        for step in way:
            place = place[step]
        place[last] = value
    return base64.b64encode(json.dumps(payload).encode()).decode()


async def test_a_solved_challenge_passes_once(check: ProofOfWorkCheck) -> None:
    answer = solved(offered())
    await check.require(answer, Visit(), NOW)
    with pytest.raises(BotCheckFailed):
        await check.require(answer, Visit(), NOW)
    with pytest.raises(BotCheckFailed):  # the same proof in other clothes
        await check.require(changed(answer, solution__time=5), Visit(), NOW)


async def test_the_offer_is_of_this_kind_and_expires(check: ProofOfWorkCheck) -> None:
    offer = check.offer(NOW)
    assert offer.kind is BotCheckKind.PROOF_OF_WORK
    assert offer.expires_at == NOW + timedelta(seconds=SECONDS)
    assert offer.challenge != check.offer(NOW).challenge


async def test_expires(check: ProofOfWorkCheck) -> None:
    with pytest.raises(BotCheckFailed):
        await check.require(solved(offered(NOW - timedelta(seconds=SECONDS + 2))), Visit(), NOW)
    with pytest.raises(BotCheckFailed):
        await check.require(solved(offered()), Visit(), NOW + timedelta(seconds=SECONDS))


@pytest.mark.parametrize(
    "changes",
    [
        {"solution__counter": 1, "solution__derivedKey": "00" * 32},
        {"challenge__parameters__expiresAt": 99_999_999_999},
        {"challenge__parameters__cost": 1},
        {"challenge__parameters__keySignature": None},
        {"challenge__signature": None},
        {"challenge__signature": "00" * 32},
        {"challenge__parameters": []},
        {"challenge": "text"},
        {"solution": None},
    ],
)
async def test_what_was_tampered_with_does_not_pass(check: ProofOfWorkCheck, changes: dict[str, Any]) -> None:
    with pytest.raises(BotCheckFailed):
        await check.require(changed(solved(offered()), **changes), Visit(), NOW)


async def test_a_challenge_of_another_house_does_not_pass(check: ProofOfWorkCheck) -> None:
    other = ProofOfWork(KeyRing((("k1", b"2" * 32),)), CountedRandom(), fewest=1, most=2)
    with pytest.raises(BotCheckFailed):
        await check.require(solved(offered(work=other)), Visit(), NOW)


@pytest.mark.parametrize("answer", [None, "", "no base64", "e30=", "W10=", "bnVsbA==", "\ud800", "x" * 5_000])
async def test_what_is_no_answer_does_not_pass(check: ProofOfWorkCheck, answer: str | None) -> None:
    with pytest.raises(BotCheckFailed):
        await check.require(answer, Visit(), NOW)


_PARAMETERS = list(json.loads(offered())["parameters"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(challenge=_JSON, parameters=st.dictionaries(st.sampled_from(_PARAMETERS), _JSON), solution=_JSON)
def test_nothing_that_a_client_may_send_is_an_error(challenge: Any, parameters: Any, solution: Any) -> None:
    genuine = json.loads(offered())
    for forged in (
        {"challenge": challenge, "solution": solution},
        {"challenge": {**genuine, "parameters": {**genuine["parameters"], **parameters}}, "solution": solution},
        {"challenge": genuine, "solution": {"counter": solution, "derivedKey": challenge}},
    ):
        with pytest.raises(BotCheckFailed):
            WORK.judge(base64.b64encode(json.dumps(forged).encode()).decode(), NOW)


def test_the_tries_of_a_proof_stay_within_their_bounds() -> None:
    tries = {json.loads(base64.b64decode(solved(offered())))["solution"]["counter"] for _ in range(20)}
    assert tries <= set(range(2, 9))
    assert len(tries) > 1
