"""argon2id, off the event loop and bounded."""

import asyncio
import statistics
import time

from app.adapters.passwords import Argon2Passwords, PasswordCost
from app.settings import Settings
from domain.identity import Verdict
from domain.shared import TryAgainLater

CHEAP = PasswordCost(memory_kib=64, iterations=1)


async def test_verifies_what_it_hashed_and_salts_each_hash() -> None:
    passwords = Argon2Passwords(CHEAP)
    first, second = await passwords.hash("a password"), await passwords.hash("a password")
    assert first != second
    assert first.startswith("$argon2id$v=19$m=64,t=1,p=1$")
    assert await passwords.verify("a password", first) == Verdict(matches=True)
    assert await passwords.verify("another", first) == Verdict(matches=False)
    assert await passwords.verify("a password", None) == Verdict(matches=False)
    assert await passwords.verify("a password", "not a hash") == Verdict(matches=False)


async def test_a_hash_of_other_parameters_is_outdated() -> None:
    old = await Argon2Passwords(CHEAP).hash("a password")
    assert await Argon2Passwords(PasswordCost(memory_kib=128, iterations=1)).verify("a password", old) == Verdict(
        matches=True, outdated=True
    )


def test_the_defaults_are_what_owasp_recommends() -> None:
    settings = Settings()
    assert (settings.password_memory_kib, settings.password_iterations, settings.password_lanes) == (19_456, 2, 1)


async def test_a_full_queue_refuses_at_once() -> None:
    passwords = Argon2Passwords(PasswordCost(memory_kib=1024, iterations=2), threads=1, queue=3)
    answers = await asyncio.gather(*(passwords.verify("a password", None) for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(answer, TryAgainLater) for answer in answers) == 7
    assert await passwords.hash("there is room again")


async def test_a_flood_of_new_passwords_leaves_room_for_those_who_sign_in() -> None:
    passwords = Argon2Passwords(PasswordCost(memory_kib=1024, iterations=2), threads=1, queue=8)
    known = await passwords.hash("a password")
    flood = [asyncio.create_task(passwords.hash("a password")) for _ in range(20)]
    await asyncio.sleep(0)
    assert await passwords.verify("a password", known) == Verdict(matches=True)
    answers = await asyncio.gather(*flood, return_exceptions=True)
    assert sum(isinstance(answer, TryAgainLater) for answer in answers) == 16


async def test_the_event_loop_goes_on_while_hashes_are_worked_out() -> None:
    passwords = Argon2Passwords(PasswordCost(), threads=1)
    hashing = asyncio.gather(*(passwords.hash("a password") for _ in range(10)))
    turns = 0
    while not hashing.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 100
    await hashing


async def test_nobody_takes_as_long_as_somebody() -> None:
    passwords = Argon2Passwords(PasswordCost(memory_kib=4096), threads=1)
    known = await passwords.hash("a password")

    async def took(hashed: str | None) -> float:
        began = time.perf_counter()
        await passwords.verify("wrong", hashed)
        return time.perf_counter() - began

    for_known, for_nobody = [], []
    for _ in range(30):
        for_known.append(await took(known))
        for_nobody.append(await took(None))
    assert 0.67 < statistics.median(for_nobody) / statistics.median(for_known) < 1.5
