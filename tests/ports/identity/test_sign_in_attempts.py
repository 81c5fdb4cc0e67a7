"""Sign-in attempts."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from domain.jurisdiction import GLI
from domain.shared import TooManyAttempts
from tests.ports.identity.conftest import Ports
from tests.ports.identity.people import NOW

RULES = replace(GLI.sign_in, lock_window_seconds=60, failures_per_subject=3)


def fresh() -> str:
    return f"{uuid4()}@example.com"


async def test_counts_the_failures_of_a_subject_until_its_window_ends(ports: Ports) -> None:
    subject = fresh()
    for second in range(3):
        assert await ports.attempts.take(subject, NOW + timedelta(seconds=second), RULES) == second + 1
    with pytest.raises(TooManyAttempts) as refused:
        await ports.attempts.take(subject, NOW + timedelta(seconds=20), RULES)
    assert refused.value.retry_after_seconds == 40


async def test_a_window_that_ended_counts_no_more(ports: Ports) -> None:
    subject = fresh()
    for _ in range(3):
        await ports.attempts.take(subject, NOW, RULES)
    assert await ports.attempts.take(subject, NOW + timedelta(seconds=60), RULES) == 1


async def test_a_good_attempt_clears_the_subject(ports: Ports) -> None:
    subject = fresh()
    for _ in range(5):
        assert await ports.attempts.take(subject, NOW, RULES) == 1
        await ports.attempts.forgive(subject)
