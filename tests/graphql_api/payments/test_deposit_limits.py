"""Orders of deposits that limits refuse, as clients meet it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.responsible_gaming import LimitKind, LimitPeriod
from tests.graphql_api.payments.conftest import Client
from tests.graphql_api.payments.test_payments import STEP_UP, WITHDRAW, fund, order
from tests.money_commands import confirm
from tests.play_limits import play_state, set_limits
from tests.running import SignedInPlayer

START = """
mutation ($input: StartDepositInput!) { startDeposit(input: $input) { __typename
  ... on LimitExceeded { code message kind period remaining { amount currency } resetsAt } } }
"""
THE_DEPOSIT = "select id, provider from deposits where player_id = $1"


@pytest.mark.clause(
    "GLI-19 2.5.6(e)", rule="it is refused whole, with what is left, and the rest can be ordered", field=""
)
@pytest.mark.clause("GLI-19 A.3.7", rule="limits on deposits, to the cent", field="limits.kinds")
@pytest.mark.clause(
    "UK RTS 12B", rule="a deposit over it is refused, until when and with what is left", field="limits.kinds"
)
async def test_a_deposit_over_the_gross_limit(client: Client, player: SignedInPlayer) -> None:
    limit: dict[tuple[LimitKind, LimitPeriod | None], int] = {(LimitKind.DEPOSIT, LimitPeriod.DAY): 6_000}
    await set_limits(client.platform.sessions, player.viewer.player_id, limit)
    assert (await client.do(player, START, **order("50.00")))["__typename"] == "StartDepositSuccess"
    refused = await client.do(player, START, **order("10.01"))
    midnight = datetime.fromisoformat(refused.pop("resetsAt"))
    assert (midnight.hour, midnight.minute, midnight.second) == (0, 0, 0)
    assert midnight > datetime.now(UTC)
    assert refused == {
        "__typename": "LimitExceeded",
        "code": "LIMIT_EXCEEDED",
        "message": "This would go over a limit.",
        "kind": "DEPOSIT",
        "period": "DAY",
        "remaining": {"amount": "10.00", "currency": "EUR"},
    }
    assert (await client.do(player, START, **order("10.00")))["__typename"] == "StartDepositSuccess"


async def test_an_order_takes_room_once_however_often_it_is_repeated(client: Client, player: SignedInPlayer) -> None:
    await set_limits(client.platform.sessions, player.viewer.player_id, {(LimitKind.DEPOSIT, LimitPeriod.WEEK): 5_000})
    given = order("50.00")
    for _ in range(3):
        assert (await client.do(player, START, **given))["__typename"] == "StartDepositSuccess"
    assert len((await play_state(client.platform.sessions, player.viewer.player_id)).pending) <= 1


async def test_a_deposit_that_the_balance_has_no_room_for(client: Client, player: SignedInPlayer) -> None:
    await fund(client, player.viewer.player_id, 4_000)
    await set_limits(client.platform.sessions, player.viewer.player_id, {(LimitKind.BALANCE, None): 6_000})
    refused = await client.do(player, START, **order("25.00"))
    assert (refused["kind"], refused["period"], refused["resetsAt"]) == ("BALANCE", None, None)
    assert refused["remaining"] == {"amount": "20.00", "currency": "EUR"}


@pytest.mark.clause("UK RTS 12B", rule="it is gross: what is paid out gives no room", field="")
async def test_a_withdrawal_gives_no_room(client: Client, player: SignedInPlayer) -> None:
    await set_limits(client.platform.sessions, player.viewer.player_id, {(LimitKind.DEPOSIT, LimitPeriod.DAY): 6_000})
    await client.do(player, START, **order("50.00"))
    row = await client.platform.pool.fetchrow(THE_DEPOSIT, player.id)
    assert row is not None
    paid = confirm(player.id, row["id"], 5_000, f"paid-{player.id}")
    await client.platform.settlement.settle(replace(paid, caller=row["provider"]))
    await client.do(player, STEP_UP, method="PASSWORD", password=player.password)
    asked = await client.do(player, WITHDRAW, **order("50.00"))
    assert asked["__typename"] == "RequestWithdrawalSuccess"
    refused = await client.do(player, START, **order("10.01"))
    assert (refused["code"], refused["remaining"]["amount"]) == ("LIMIT_EXCEEDED", "10.00")
