"""How long an answer takes tells no more than its words: a statistical check, seeded, bounded, interleaved.

Every sample is one refusal, taken in a random order among those of the other kinds, so that whatever else this machine
does slows all kinds alike. Two kinds overlap when neither is surely the slower one: the chance that a sample of one
exceeds a sample of the other (Mann-Whitney's U) lies far from 0 and 1. And none skips the password hash: even its
quickest sample takes at least half of the quickest hash that was worked out among them.
"""

import itertools
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

import pytest

from app.composition import open_platform, wire
from app.dispatch import Dispatcher
from app.platform import Platform
from app.trial_players import enrol
from domain.identity import InvalidCredentials, Login, Register, RequestLoginCode, RequestPasswordReset, Visit
from domain.shared import InvalidInput, Refusal
from tests.builders import a_player
from tests.running import settings_for_tests

SAMPLES = 30
SURE = 0.9
"""A kind that skips the hash is slower or faster every time: 0 or 1. Noise alone stays near 0.5."""
HASH = "a hash"

_addresses = (f"198.51.{high}.{low}" for high, low in itertools.product(range(256), range(1, 255)))
Ask = Callable[[int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class House:
    platform: Platform
    dispatch: Dispatcher

    async def players(self, count: int) -> list[str]:
        registrations = [a_player(visit=Visit()) for _ in range(count)]
        for registration in registrations:
            await enrol(self.platform, registration, Visit())
        return [registration.email for registration in registrations]

    async def hash(self, number: int) -> None:
        await self.platform.identity.passwords.verify(f"any {number}", None)

    async def refused(self, message: Login, kind: type[Refusal]) -> None:
        with pytest.raises(kind):
            await self.dispatch(message)


@pytest.fixture(scope="module")
async def house(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """Hashes cost what they cost in production."""
    settings = settings_for_tests(tmp_path_factory.mktemp("data"))
    costly = settings.model_copy(update={"password_memory_kib": 19_456, "password_iterations": 2})
    async with open_platform(costly, postgres_url) as platform:
        yield House(platform, Dispatcher(platform.sessions, wire(platform)))


def a_visit() -> Visit:
    """From an address of its own: no throttle is met."""
    return Visit(ip=next(_addresses), user_agent="Tests/1.0")


async def measured(kinds: Mapping[str, Ask], seed: int) -> dict[str, list[float]]:
    order = [(kind, number) for kind in kinds for number in range(SAMPLES)]
    random.Random(seed).shuffle(order)
    taken: dict[str, list[float]] = {kind: [] for kind in kinds}
    for kind, number in order:
        began = time.perf_counter()
        await kinds[kind](number)
        taken[kind].append(time.perf_counter() - began)
    return taken


def exceeds(one: Sequence[float], other: Sequence[float]) -> float:
    """The chance that a sample of ``one`` is greater than a sample of ``other``."""
    return sum(a > b for a in one for b in other) / (len(one) * len(other))


def assert_overlap(taken: Mapping[str, Sequence[float]]) -> None:
    for one, other in itertools.combinations([kind for kind in taken if kind != HASH], 2):
        chance = exceeds(taken[one], taken[other])
        assert 1 - SURE < chance < SURE, f"{one} against {other}: {chance:.2f}"
    quickest = {kind: min(samples) for kind, samples in taken.items()}
    assert all(least >= quickest.get(HASH, 0) / 2 for least in quickest.values()), quickest


@pytest.mark.clause("GLI-19 2.5.3(a)", rule="in the same time, whichever is wrong", field="")
async def test_login_takes_as_long_for_nobody_a_wrong_password_and_a_locked_account(house: House) -> None:
    open_ones, locked = await house.players(SAMPLES), await house.players(SAMPLES)
    ids = [found[0] for found in await house.platform.pool.fetch("select id from players order by id")]
    await house.platform.pool.execute("update players set locked_at = now() where id = any($1)", ids[-SAMPLES:])

    def wrong(emails: Sequence[str]) -> Ask:
        async def ask(number: int) -> None:
            await house.refused(Login(emails[number], "not the password", a_visit()), InvalidCredentials)

        return ask

    nobody = [f"nobody{number}@example.com" for number in range(SAMPLES)]
    taken = await measured(
        {"nobody": wrong(nobody), "wrong password": wrong(open_ones), "locked": wrong(locked), HASH: house.hash},
        seed=20_260_601,
    )
    assert_overlap(taken)


async def test_registering_takes_as_long_for_a_known_address(house: House) -> None:
    known = await house.players(SAMPLES)
    fresh = [f"fresh{number}@example.com" for number in range(SAMPLES)]

    def register(emails: Sequence[str]) -> Ask:
        async def ask(number: int) -> None:
            registration: Register = a_player(emails[number], visit=a_visit())
            await house.dispatch(registration)

        return ask

    assert_overlap(await measured({"known": register(known), "fresh": register(fresh), HASH: house.hash}, seed=7))


async def test_asking_for_a_code_takes_as_long_for_a_known_address(house: House) -> None:
    known = await house.players(SAMPLES)
    fresh = [f"nobody-at-all{number}@example.com" for number in range(SAMPLES)]

    def login_code(emails: Sequence[str]) -> Ask:
        async def ask(number: int) -> None:
            await house.dispatch(RequestLoginCode(emails[number], None, a_visit()))

        return ask

    def reset(emails: Sequence[str]) -> Ask:
        async def ask(number: int) -> None:
            await house.dispatch(RequestPasswordReset(emails[number], a_visit()))

        return ask

    for ask in (login_code, reset):
        assert_overlap(await measured({"known": ask(known), "fresh": ask(fresh)}, seed=11))


async def test_what_skips_the_hash_would_be_noticed(house: House) -> None:
    """What the tests above rely on."""

    async def hashes(number: int) -> None:
        login = Login(f"nobody-else{number}@example.com", "not the password", a_visit())
        await house.refused(login, InvalidCredentials)

    async def skips(number: int) -> None:
        await house.refused(Login("", "not the password", a_visit()), InvalidInput)

    taken = await measured({"hashes": hashes, "skips": skips, HASH: house.hash}, seed=1)
    with pytest.raises(AssertionError, match="hashes against skips"):
        assert_overlap(taken)
    with pytest.raises(AssertionError, match="skips"):
        assert_overlap({"skips": taken["skips"], HASH: taken[HASH]})
