"""Orders of deposits that limits refuse, as clients meet it."""

from datetime import UTC, datetime

import pytest

from domain.responsible_gaming import LimitKind, LimitPeriod
from tests.graphql_api.payments.conftest import Client
from tests.graphql_api.payments.test_payments import fund, order
from tests.play_limits import play_state, set_limits
from tests.running import SignedInPlayer

START = """
mutation ($input: StartDepositInput!) { startDeposit(input: $input) { __typename
  ... on LimitExceeded { code message kind period remaining { amount currency } resetsAt } } }
"""


@pytest.mark.clause("UK RTS 12B", rule="a gross deposit limit", field="limits.kinds")
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
