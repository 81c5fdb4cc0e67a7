from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from domain.shared import GateBlock, PlayerId, blocks_of, closed_because, closed_until, latest_end, standing
from domain.wallet import PlayerGate

NOW = datetime(2026, 12, 1, tzinfo=UTC)
BLOCKS = (
    "bet:SELF_EXCLUDED",
    "bet:TIME_OUT@2026-12-01T00:00:01Z",
    "deposit:SELF_EXCLUDED",
    "betting:OTHER",
    "login:CLOSED",
    "deposit:TIME_OUT@2026-12-01T00:00:00Z",
    "demo:TIME_OUT@2026-12-03T00:00:00Z",
    "demo:LOCATION_BLOCKED@2026-12-02T00:00:00Z",
)


def test_a_block_with_a_beginning_counts_from_that_second_on() -> None:
    later = NOW + timedelta(days=30)
    block = GateBlock("bet", "OVERDUE", since=later)
    assert str(block) == "bet:OVERDUE@2026-12-31T00:00:00Z/"
    assert blocks_of("bet", (str(block),)) == (block,)
    assert closed_because("bet", (str(block),), later - timedelta(seconds=1)) == ()
    assert standing((str(block),), later - timedelta(seconds=1)) == ()
    assert closed_because("bet", (str(block),), later) == ("OVERDUE",)
    assert closed_until("bet", (str(block),), later) is None


def test_a_block_between_two_moments_counts_between_them() -> None:
    block = GateBlock("bet", "PAUSE", NOW + timedelta(hours=2), NOW + timedelta(hours=1))
    assert str(block) == "bet:PAUSE@2026-12-01T01:00:00Z/2026-12-01T02:00:00Z"
    assert blocks_of("bet", (str(block),)) == (block,)
    counts = [block.counts(NOW + timedelta(minutes=minutes)) for minutes in (59, 60, 119, 120)]
    assert counts == [False, True, True, False]


@pytest.mark.parametrize("when", ["soon/", "soon/2026-12-01T00:00:01Z", "/", "2026-11-01T00:00:00Z/soon"])
def test_a_beginning_that_cannot_be_read_has_begun(when: str) -> None:
    assert closed_because("bet", (f"bet:TIME_OUT@{when}",), NOW) == ("TIME_OUT",)


@pytest.mark.parametrize("gate", ["login", "deposit", "bet", "withdraw", "demo", "marketing"])
def test_a_client_is_told_what_the_lane_decides_by(gate: str) -> None:
    assert closed_because(gate, BLOCKS, NOW) == PlayerGate(PlayerId(uuid4()), BLOCKS).reasons(gate, NOW)


def test_reasons_keep_their_order_and_other_gates_apart() -> None:
    assert closed_because("bet", BLOCKS, NOW) == ("SELF_EXCLUDED", "TIME_OUT")
    assert closed_because("withdraw", BLOCKS, NOW) == ()


def test_a_block_counts_only_before_its_end() -> None:
    assert closed_because("deposit", BLOCKS, NOW - timedelta(seconds=1)) == ("SELF_EXCLUDED", "TIME_OUT")
    assert closed_because("deposit", BLOCKS, NOW) == ("SELF_EXCLUDED",)
    assert standing(BLOCKS, NOW + timedelta(days=3)) == (BLOCKS[0], BLOCKS[2], BLOCKS[3], BLOCKS[4])


def test_a_gate_opens_when_the_last_of_its_blocks_ends_and_not_while_one_has_no_end() -> None:
    assert closed_until("demo", BLOCKS, NOW) == datetime(2026, 12, 3, tzinfo=UTC)
    assert closed_until("bet", BLOCKS, NOW) is None
    assert closed_until("withdraw", BLOCKS, NOW) is None
    assert latest_end(blocks_of("demo", BLOCKS)) == datetime(2026, 12, 3, tzinfo=UTC)


def test_a_block_is_read_as_it_was_written() -> None:
    block = GateBlock("bet", "TIME_OUT", NOW)
    assert str(block) == "bet:TIME_OUT@2026-12-01T00:00:00Z"
    assert blocks_of("bet", (str(block),)) == (block,)
    assert str(GateBlock("withdraw", "KYC:LEVEL_2")) == "withdraw:KYC:LEVEL_2"


def test_an_end_that_cannot_be_read_keeps_the_gate_closed() -> None:
    assert closed_because("bet", ("bet:TIME_OUT@soon",), NOW) == ("TIME_OUT",)


def test_one_reason_is_told_once() -> None:
    twice = ("bet:TIME_OUT@2026-12-02T00:00:00Z", "bet:TIME_OUT@2026-12-03T00:00:00Z")
    assert closed_because("bet", twice, NOW) == ("TIME_OUT",)
