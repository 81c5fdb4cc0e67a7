"""The ledger under any interleaving: in memory many times over, through the real lanes on PostgreSQL some times."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.lanes import findings
from tests.properties.doors import Door, ForgetfulDoor, LaneDoor, MemoryDoor, UnlockedDoor
from tests.properties.ledger_machine import LedgerMachine


def bounded(examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


def run(door: Callable[[], Door], how: settings) -> None:
    class Machine(LedgerMachine):
        def __init__(self) -> None:
            super().__init__(door())

    run_state_machine_as_test(Machine, settings=how)


def test_any_interleaving_in_memory() -> None:
    run(MemoryDoor, bounded(400, 60))


@pytest.mark.parametrize("broken", [ForgetfulDoor, UnlockedDoor])
def test_a_broken_door_is_caught(broken: type[Door]) -> None:
    """The negative controls."""
    with pytest.raises(AssertionError):
        run(broken, settings(bounded(400, 60), phases=[Phase.generate], report_multiple_bugs=False))


def test_any_interleaving_through_the_lanes(postgres_url: str) -> None:
    door = LaneDoor(postgres_url)
    try:
        run(lambda: door, bounded(40, 50))
    finally:
        door.close()


async def test_the_verifier_agrees(postgres_url: str) -> None:
    """After the test above, on what it left."""
    assert await findings(postgres_url) == []
