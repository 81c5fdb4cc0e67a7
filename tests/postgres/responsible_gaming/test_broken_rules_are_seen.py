"""The stress of ``test_enforcement`` sees a rule that is wrong: of each protection, one broken on purpose."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import pairwise

import pytest

from domain.responsible_gaming import LimitKey, LimitKind, LimitOwner, LimitPeriod
from tests.postgres.responsible_gaming.conftest import House
from tests.postgres.responsible_gaming.protections import (
    BALANCE,
    SESSION_TIME,
    STAKE,
    bets,
    by_name,
    fired,
    protected_by,
    self_exclusion,
    time_out,
    used,
)
from tests.running import SignedInPlayer

Begin = Callable[[House, SignedInPlayer], Awaitable[object]]
EACH: list[LimitKey] = [
    (LimitKind.DEPOSIT, LimitPeriod.DAY),
    (LimitKind.LOSS, LimitPeriod.WEEK),
    (LimitKind.WAGER, LimitPeriod.MONTH),
    BALANCE,
]
MEMORY, ONE_LESS = "by memory", "off by one"


def a_limit(key: LimitKey, value: int = 0) -> Begin:
    return lambda house, player: house.tighten(player, key, LimitOwner.PLAYER, value)


async def a_session_too_long(house: House, player: SignedInPlayer) -> None:
    await house.began(player, minutes_ago=1)
    await house.tighten(player, SESSION_TIME, LimitOwner.OPERATOR, 60)


PROTECTIONS: list[tuple[str, str, Begin]] = [
    *((by_name(key), protected_by(key), a_limit(key)) for key in (*EACH, STAKE)),
    ("session time", "bet", a_session_too_long),
    ("reality check", "bet", lambda house, player: house.began(player, minutes_ago=60)),
    ("time-out", "deposit", lambda house, player: house.dispatch(time_out(player))),
    ("self-exclusion", "deposit", lambda house, player: house.dispatch(self_exclusion(player))),
]


@pytest.mark.parametrize(("what", "begin"), [each[1:] for each in PROTECTIONS], ids=[each[0] for each in PROTECTIONS])
async def test_what_a_process_remembers_lets_pass_what_is_refused_by_now(
    house: House, target: SignedInPlayer, what: str, begin: Begin
) -> None:
    await house.squad.fire(target, (), wins=False, judging=MEMORY)
    await begin(house, target)
    assert (await house.squad.acknowledged()).after[what]["ACCEPTED"] > 0


@pytest.mark.parametrize("key", EACH, ids=by_name)
async def test_one_minor_unit_too_many(house: House, target: SignedInPlayer, key: LimitKey) -> None:
    await house.squad.fire(target, (protected_by(key),), fires=fired(key), judging=ONE_LESS)
    limit = await house.tighten(target, key, LimitOwner.PLAYER, 499)
    assert used(key, await house.squad.acknowledged()) > limit


async def test_a_stake_of_one_unit_too_many(house: House, target: SignedInPlayer) -> None:
    await house.squad.fire(target, (), sizes=(6, 6), judging=ONE_LESS)
    await house.tighten(target, STAKE, LimitOwner.PLAYER, 5)
    assert (await house.squad.acknowledged()).after["bet"]["ACCEPTED"] > 0


async def test_pace_slots_and_caps(house: House, slots: SignedInPlayer) -> None:
    await house.squad.fire(slots, (), fires=("bet",), sizes=(240, 300), judging=MEMORY)
    last = await house.move(slots, "GB")
    report = await house.squad.acknowledged()
    assert report.after["bet"].keys() == {"ACCEPTED"}, "above the cap"
    begun = await bets(house, slots, last)
    assert len({key[:3] for key, _, _ in begun}) == 2, "two slots at a time"
    assert any(later - at < timedelta(milliseconds=2_500) for (_, _, at), (_, _, later) in pairwise(begun))
