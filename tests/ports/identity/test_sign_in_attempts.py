"""Sign-in attempts."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from domain.jurisdiction import GLI
from domain.shared import TooManyAttempts
from tests.ports.identity.conftest import Ports
from tests.ports.identity.people import NOW

RULES = replace(
    GLI.sign_in, window_seconds=60, failures_per_email=3, failures_per_address=5, registrations_per_address=2
)


def fresh() -> tuple[str, str]:
    number = uuid4()
    return f"{number}@example.com", f"2001:db8:{number.hex[:4]}:{number.hex[4:8]}::1"


async def test_a_subject_is_closed_until_its_window_ends(ports: Ports) -> None:
    subject, address = fresh()
    for second in range(3):
        await ports.attempts.take(subject, address, NOW + timedelta(seconds=second), RULES)
    with pytest.raises(TooManyAttempts) as refused:
        await ports.attempts.take(subject, address, NOW + timedelta(seconds=20), RULES)
    assert refused.value.retry_after_seconds == 40


async def test_a_window_that_ended_counts_no_more(ports: Ports) -> None:
    subject, address = fresh()
    for _ in range(3):
        await ports.attempts.take(subject, address, NOW, RULES)
    for _ in range(2):
        await ports.attempts.take(subject, address, NOW + timedelta(seconds=60), RULES)


async def test_an_address_is_closed_for_every_subject(ports: Ports) -> None:
    _, address = fresh()
    for number in range(5):
        await ports.attempts.take(f"{number}-{address}", address, NOW, RULES)
    with pytest.raises(TooManyAttempts):
        await ports.attempts.take(f"another-{address}", address, NOW, RULES)


async def test_a_good_attempt_clears_the_subject_and_gives_the_address_its_own_back(ports: Ports) -> None:
    subject, address = fresh()
    for _ in range(4):
        await ports.attempts.take(subject, address, NOW, RULES)
        await ports.attempts.forgive(subject, address)
    for number in range(5):
        await ports.attempts.take(f"{number}-{address}", address, NOW, RULES)


async def test_registrations_are_counted_by_themselves(ports: Ports) -> None:
    subject, address = fresh()
    for second in range(2):
        await ports.attempts.take_registration(address, NOW + timedelta(seconds=second), RULES)
    with pytest.raises(TooManyAttempts) as refused:
        await ports.attempts.take_registration(address, NOW + timedelta(seconds=20), RULES)
    assert refused.value.retry_after_seconds == 40
    await ports.attempts.take(subject, address, NOW + timedelta(seconds=20), RULES)
    await ports.attempts.take_registration(address, NOW + timedelta(seconds=60), RULES)
