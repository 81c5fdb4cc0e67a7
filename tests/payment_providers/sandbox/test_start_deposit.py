"""Orders of deposits: replays, conflicts, bounds, gates, and a provider that is away."""

import asyncio
from dataclasses import replace
from uuid import uuid4

import pytest

from app.dispatch import Dispatcher
from app.wiring.payments import wire_payments
from domain.payments import DepositState, StartDeposit
from domain.shared import IdempotencyConflict, InvalidInput, TryAgainLater
from domain.wallet import GateClosed
from tests.payment_providers.sandbox.conftest import Payments
from tests.running import SignUp


async def test_a_replay_returns_the_first_result(payments: Payments, sign_up: SignUp) -> None:
    player, key = await sign_up(), uuid4().hex
    first = await payments.start(player, key=key)
    assert first.deposit.state is DepositState.PENDING
    assert await payments.start(player, "25.00", key) == first
    assert await payments.start(player, "25", key) == first
    assert await payments.one("select count(*) from deposits where player_id = $1", player.id) == 1


async def test_replays_at_the_same_time(payments: Payments, sign_up: SignUp) -> None:
    player, key = await sign_up(), uuid4().hex
    results = await asyncio.gather(*(payments.start(player, key=key) for _ in range(8)))
    assert len({result.deposit.deposit_id for result in results}) == 1
    assert len({result.action.url for result in results}) == 1
    assert await payments.one("select count(*) from deposits where player_id = $1", player.id) == 1


async def test_another_order_under_the_same_key(payments: Payments, sign_up: SignUp) -> None:
    player, key = await sign_up(), uuid4().hex
    await payments.start(player, key=key)
    with pytest.raises(IdempotencyConflict):
        await payments.start(player, "25.01", key)
    other = await sign_up()
    assert (await payments.start(other, "25.01", key)).deposit.player_id == other.id


async def test_a_replay_after_the_end(payments: Payments, sign_up: SignUp) -> None:
    player, key = await sign_up(), uuid4().hex
    first = await payments.start(player, key=key)
    assert await payments.tell("payment.succeeded", first.deposit.deposit_id, id=f"pay_{key}") == (200, "")
    again = await payments.start(player, key=key)
    assert (again.deposit.deposit_id, again.action) == (first.deposit.deposit_id, first.action)


@pytest.mark.parametrize(
    ("method", "amount", "currency", "problems"),
    [
        ("sandbox_card", "4.99", "EUR", [("amount.amount", "TOO_SMALL")]),
        ("sandbox_card", "5000.01", "EUR", [("amount.amount", "TOO_LARGE")]),
        ("sandbox_card", "0", "EUR", [("amount.amount", "TOO_SMALL")]),
        ("sandbox_card", "0.00", "EUR", [("amount.amount", "TOO_SMALL")]),
        ("sandbox_card", "-10.00", "EUR", [("amount.amount", "MALFORMED")]),
        ("sandbox_card", "10.001", "EUR", [("amount.amount", "EXCESS_DIGITS")]),
        ("sandbox_card", "1000.5", "JPY", [("amount.amount", "EXCESS_DIGITS")]),
        ("sandbox_card", "9" * 18, "EUR", [("amount.amount", "TOO_LARGE")]),
        ("sandbox_card", "9" * 5000, "EUR", [("amount.amount", "MALFORMED")]),
        ("sandbox_card", "1e3", "EUR", [("amount.amount", "MALFORMED")]),
        ("sandbox_card", "\u0661\u0660", "EUR", [("amount.amount", "MALFORMED")]),
        ("sandbox_card", "10.00", "XXX", [("amount.currency", "UNKNOWN_CURRENCY")]),
        ("sandbox_card", "10.00", "", [("amount.currency", "UNKNOWN_CURRENCY")]),
        ("cash_by_post", "10.00", "EUR", [("method", "UNKNOWN")]),
        ("cash_by_post", "x", "EUR", [("method", "UNKNOWN"), ("amount.amount", "MALFORMED")]),
    ],
)
async def test_orders_out_of_bounds(
    payments: Payments, sign_up: SignUp, method: str, amount: str, currency: str, problems: list[tuple[str, str]]
) -> None:
    player = await sign_up()
    with pytest.raises(InvalidInput) as refused:
        await payments.dispatch(StartDeposit(player.id, uuid4().hex, method, amount, currency))
    assert [(field.path, field.code) for field in refused.value.fields] == problems
    assert await payments.one("select count(*) from deposits where player_id = $1", player.id) == 0


@pytest.mark.parametrize("key", ["short", "k" * 65, "", "with\nnewline", "with\x00nul", "lone\ud800surrogate"])
async def test_keys_that_are_none(payments: Payments, sign_up: SignUp, key: str) -> None:
    player = await sign_up()
    with pytest.raises(InvalidInput):
        await payments.dispatch(StartDeposit(player.id, key, "sandbox_card", "10.00", "EUR"))


async def test_a_new_currency_opens_its_wallet(payments: Payments, sign_up: SignUp) -> None:
    player = await sign_up()
    await payments.dispatch(StartDeposit(player.id, uuid4().hex, "sandbox_card", "0.001", "BTC"))
    held = await payments.platform.pool.fetch("select currency from wallets where player_id = $1", player.id)
    assert {row["currency"] for row in held} == {"EUR", "BTC"}


async def test_a_closed_gate(payments: Payments, sign_up: SignUp) -> None:
    player, key = await sign_up(), uuid4().hex
    first = await payments.start(player, key=key)
    await payments.platform.pool.execute(
        "update player_gates set blocks = '{deposit:SELF_EXCLUDED,bet:SELF_EXCLUDED}' where player_id = $1", player.id
    )
    with pytest.raises(GateClosed) as refused:
        await payments.start(player)
    assert (refused.value.gate, refused.value.reasons) == ("deposit", ("SELF_EXCLUDED",))
    assert await payments.start(player, key=key) == first
    assert await payments.tell("payment.succeeded", first.deposit.deposit_id, id=f"pay_{key}") == (200, "")
    assert await payments.cash(player) == 2500


async def test_a_provider_that_is_away(payments: Payments, sign_up: SignUp) -> None:
    """The order stands, and the same key completes it once the provider is back."""
    player, key = await sign_up(), uuid4().hex
    nowhere = payments.platform.settings.model_copy(update={"public_url": "http://127.0.0.1:9"})
    away = Dispatcher(payments.platform.sessions, wire_payments(replace(payments.platform, settings=nowhere)))
    message = StartDeposit(player.id, key, "sandbox_card", "25.00", "EUR")
    with pytest.raises(TryAgainLater):
        await away(message)
    assert await payments.one("select count(*) from deposits where player_id = $1", player.id) == 1
    started = await payments.dispatch(message)
    assert started.deposit.payment_reference is not None
