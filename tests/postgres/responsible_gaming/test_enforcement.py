"""Two processes fire at a player while a protection begins: once it is acknowledged, not one thing passes."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest

from domain.responsible_gaming import Exclusion, LimitKey, LimitKind, LimitOwner, LimitPeriod, SetRealityCheck
from domain.shared import Message
from tests.lanes import balances
from tests.money_commands import win
from tests.postgres.responsible_gaming.conftest import House
from tests.postgres.responsible_gaming.firing import BOTH
from tests.postgres.responsible_gaming.firing_process import CALLERS, REFUSALS
from tests.postgres.responsible_gaming.protections import (
    BALANCE,
    PERIODIC,
    SESSION_TIME,
    STAKE,
    bets,
    by_name,
    fired,
    last_sequence,
    most_lost,
    protected_by,
    self_exclusion,
    time_out,
    used,
)
from tests.running import SignedInPlayer

PROCESSES = 2
ALL = PROCESSES * CALLERS * REFUSALS
ROOM = 499
"""What a tightened limit leaves, in minor units."""
PLAYER, OPERATOR = LimitOwner.PLAYER, LimitOwner.OPERATOR

of_every_owner = pytest.mark.parametrize("owner", [PLAYER, OPERATOR], ids=by_name)


@pytest.mark.clause(
    "GLI-19 A.3.7(a)",
    rule="each kind and period, of player and operator: two processes fire, and nothing passes after the answer",
    field="limits.kinds",
)
@of_every_owner
@pytest.mark.parametrize("key", [*PERIODIC, BALANCE, STAKE], ids=by_name)
async def test_after_the_acknowledgement_not_one_passes(
    house: House, target: SignedInPlayer, key: LimitKey, owner: LimitOwner
) -> None:
    what = protected_by(key)
    await house.squad.fire(target, (what,), fires=fired(key), wins=False)
    await house.tighten(target, key, owner, 0)
    report = await house.squad.acknowledged()
    assert report.after.pop(what) == {"LIMIT_EXCEEDED": ALL}
    assert all(set(answers) == {"ACCEPTED"} for answers in report.after.values()), "what it is not about goes on"


@pytest.mark.clause(
    "GLI-19 A.3.7", rule="under fire from two processes not one is exceeded by one minor unit", field="limits.kinds"
)
@of_every_owner
@pytest.mark.parametrize("key", [*PERIODIC, BALANCE], ids=by_name)
async def test_a_limit_is_used_up_and_not_exceeded_by_one_minor_unit(
    house: House, target: SignedInPlayer, key: LimitKey, owner: LimitOwner
) -> None:
    what = protected_by(key)
    await house.squad.fire(target, (what,), fires=fired(key))
    limit = await house.tighten(target, key, owner, ROOM)
    told = await last_sequence(house, target)
    report = await house.squad.acknowledged()
    assert set(report.after[what]) == {"ACCEPTED", "LIMIT_EXCEEDED"}
    assert used(key, report) == limit, "by what the callers were told"
    if key[0] is LimitKind.LOSS:
        assert await most_lost(house, target, told) <= limit, "nor for a moment, before something was won again"


@pytest.mark.parametrize("key", [key for key in PERIODIC if key[0] is LimitKind.DEPOSIT], ids=by_name)
async def test_nor_is_one_of_a_rolling_window(house: House, target: SignedInPlayer, key: LimitKey) -> None:
    await house.move(target, "GB")
    await house.squad.fire(target, ("deposit",), fires=("deposit",))
    limit = await house.tighten(target, key, PLAYER, ROOM)
    assert used(key, await house.squad.acknowledged()) == limit


@of_every_owner
async def test_no_stake_is_above_its_limit(house: House, target: SignedInPlayer, owner: LimitOwner) -> None:
    await house.squad.fire(target, ())
    await house.tighten(target, STAKE, owner, 5)
    told = await last_sequence(house, target)
    report = await house.squad.acknowledged()
    assert set(report.after["bet"]) == {"ACCEPTED", "LIMIT_EXCEEDED"}
    assert max(stake for _, stake, _ in await bets(house, target, told)) == 5


@of_every_owner
async def test_no_game_begins_after_the_time_that_a_session_may_last(
    house: House, target: SignedInPlayer, owner: LimitOwner
) -> None:
    await house.squad.fire(target, ("bet",))
    await house.began(target, minutes_ago=1)
    await house.tighten(target, SESSION_TIME, owner, 60)
    report = await house.squad.acknowledged()
    assert report.after == {"bet": {"LIMIT_EXCEEDED": ALL}, "deposit": {"ACCEPTED": ALL}}


@pytest.mark.clause(
    "GLI-19 A.3.8",
    rule="two processes fire: after the answer no stake and no deposit, and what is owed is paid",
    field="",
)
@pytest.mark.parametrize("exclude", [time_out, self_exclusion])
async def test_an_exclusion_holds_from_its_acknowledgement(
    house: House, target: SignedInPlayer, exclude: Callable[[SignedInPlayer], Message[Exclusion]]
) -> None:
    await house.squad.fire(target, BOTH, wins=False)
    await house.dispatch(exclude(target))
    at_once = await balances(house.platform.pool, target.id)
    report = await house.squad.acknowledged()
    assert report.after == {"bet": {"GAME_SESSION_ENDED": ALL}, "deposit": {"GATE_CLOSED": ALL}}
    after = await balances(house.platform.pool, target.id)
    assert after.in_play == at_once.in_play == report.moved_minor["bet"], "no stake moved after the answer"
    await house.platform.settlement.settle(win(target.id, 5, f"owed-{target.id}", round_=f"one-{target.id}-0"))
    assert (await balances(house.platform.pool, target.id)).cash == after.cash + 5, "what is owed still arrives"


async def test_limits_tighten_again_and_again_and_then_an_exclusion_begins(
    house: House, target: SignedInPlayer
) -> None:
    wager, deposit = (LimitKind.WAGER, LimitPeriod.DAY), (LimitKind.DEPOSIT, LimitPeriod.WEEK)
    await house.squad.fire(target, BOTH, wins=False)
    wagers = [await house.tighten(target, wager, PLAYER, 40 * ROOM)]
    deposits = [await house.tighten(target, deposit, OPERATOR, 40 * ROOM)]
    wagers.append(await house.tighten(target, wager, OPERATOR, ROOM))
    deposits.append(await house.tighten(target, deposit, PLAYER, ROOM))
    await house.dispatch(time_out(target))
    report = await house.squad.acknowledged()
    assert report.after == {"bet": {"GAME_SESSION_ENDED": ALL}, "deposit": {"GATE_CLOSED": ALL}}
    assert report.moved_minor["bet"] <= min(wagers)
    assert report.moved_minor["deposit"] <= min(deposits)


async def test_in_a_time_out_a_game_that_is_still_open_takes_not_one_stake(
    house: House, target: SignedInPlayer
) -> None:
    """The gate holds by itself, whatever ends game sessions."""
    await house.squad.fire(target, BOTH)
    await house.dispatch(time_out(target))
    await house.platform.pool.execute("update game_sessions set ended_at = null where player_id = $1", target.id)
    report = await house.squad.acknowledged()
    assert report.after["bet"].keys() <= {"GATE_CLOSED", "GAME_SESSION_ENDED"}
    assert report.after["bet"]["GATE_CLOSED"] > 0


@pytest.mark.clause(
    "UK RTS 13B", rule="the check holds while two processes fire bets", field="reality_check.default_minutes"
)
@pytest.mark.parametrize(("chosen", "played"), [(None, 60), (15, 15)])
async def test_the_next_round_waits_for_a_reality_check(
    house: House, target: SignedInPlayer, chosen: int | None, played: int
) -> None:
    await house.squad.fire(target, ("bet",))
    if chosen is not None:
        await house.dispatch(SetRealityCheck(target.viewer, chosen))
    await house.began(target, minutes_ago=played)
    report = await house.squad.acknowledged()
    assert report.after == {"bet": {"GATE_CLOSED": ALL}, "deposit": {"ACCEPTED": ALL}}


@pytest.mark.clause(
    "UK RTS 14D, 14G", rule="2.5 seconds from slot to slot, for two processes together", field="play.cycle_ms"
)
@pytest.mark.clause(
    "UK RTS 14C", rule="one slot at a time, for two processes together", field="play.simultaneous_slots"
)
async def test_the_pace_of_slots_and_one_at_a_time_hold_for_both_processes_together(
    house: House, slots: SignedInPlayer
) -> None:
    await house.squad.fire(slots, ("bet",))
    last = await house.move(slots, "GB")
    report = await house.squad.acknowledged()
    assert report.after["bet"].keys() <= {"ACCEPTED", "TOO_SOON", "ANOTHER_SLOT_OPEN"}
    begun = await bets(house, slots, last)
    assert begun, "one slot is played"
    assert len({key[:3] for key, _, _ in begun}) == 1, "and no other beside it"
    moments = [at for _, _, at in begun]
    assert all(later - at >= timedelta(milliseconds=2_500) for at, later in pairwise(moments))


@pytest.mark.clause("UK slot stake cap", rule="the cap holds while two processes fire bets", field="play.stake_caps")
async def test_no_stake_is_above_the_cap_of_a_place(house: House, slots: SignedInPlayer) -> None:
    await house.squad.fire(slots, ("bet",), sizes=(240, 300), fires=("bet",))
    await house.move(slots, "GB")
    report = await house.squad.acknowledged()
    assert report.after["bet"] == {"STAKE_ABOVE_CAP": ALL}
