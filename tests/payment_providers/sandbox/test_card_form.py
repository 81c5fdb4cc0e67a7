"""Deposits through the provider's card form, over real HTTP, ended by its own webhooks."""

import httpx
import pytest

from app.sandbox.psp.cards import TEST_CARDS, Behaviour
from domain.payments import CardForm
from tests.payment_providers.sandbox.conftest import VISA, Payments, Until
from tests.running import SignUp

pytestmark = pytest.mark.usefixtures("provider_works")

NUMBERS = {card.behaviour: card.number for card in TEST_CARDS}


async def deposit_state(payments: Payments, order: object) -> int:
    found = await payments.one("select state from deposits where id = $1", order)
    assert isinstance(found, int)
    return found


@pytest.mark.parametrize(
    "behaviour", [Behaviour.PAYS, Behaviour.PAYS_LATE, Behaviour.TOLD_TWICE, Behaviour.OUT_OF_ORDER]
)
async def test_cards_that_pay(payments: Payments, sign_up: SignUp, until: Until, behaviour: Behaviour) -> None:
    player = await sign_up()
    started = await payments.start(player)
    assert isinstance(started.action, CardForm)
    state = await payments.pay(started, NUMBERS[behaviour])
    assert state["status"] == ("processing" if behaviour is Behaviour.PAYS_LATE else "succeeded")

    async def everything_told() -> bool:
        reference = str(started.deposit.deposit_id)
        told = await payments.one(
            "select count(*) from sandbox.psp_webhooks where due_at is null and convert_from(body, 'utf8') like $1",
            f"%{reference}%",
        )
        return bool(told == (2 if behaviour in (Behaviour.TOLD_TWICE, Behaviour.OUT_OF_ORDER) else 1))

    await until(everything_told)
    assert await payments.cash(player) == 2500
    assert await deposit_state(payments, started.deposit.deposit_id) == 2


async def test_a_declined_card_and_then_a_good_one(payments: Payments, sign_up: SignUp, until: Until) -> None:
    player = await sign_up()
    started = await payments.start(player)
    order = started.deposit.deposit_id
    state = await payments.pay(started, NUMBERS[Behaviour.DECLINED])
    assert (state["status"], state["reason"]) == ("requires_card", "card_declined")

    async def failed() -> bool:
        return await deposit_state(payments, order) == 3

    await until(failed)
    assert await payments.one("select reason from deposits where id = $1", order) == "card_declined"
    await payments.pay(started, VISA)

    async def confirmed() -> bool:
        return await deposit_state(payments, order) == 2

    await until(confirmed)
    assert await payments.cash(player) == 2500


@pytest.mark.parametrize("approved", [True, False])
async def test_a_challenge(payments: Payments, sign_up: SignUp, until: Until, approved: bool) -> None:
    player = await sign_up()
    started = await payments.start(player)
    assert (await payments.pay(started, NUMBERS[Behaviour.CHALLENGE]))["status"] == "challenge"
    answer = await payments.http.post(f"{started.action.url}/challenge", json={"approved": approved})
    assert answer.json()["status"] == ("succeeded" if approved else "requires_card")

    async def ended() -> bool:
        return await deposit_state(payments, started.deposit.deposit_id) == (2 if approved else 3)

    await until(ended)
    assert await payments.cash(player) == (2500 if approved else 0)


async def test_a_card_that_pays_another_amount(payments: Payments, sign_up: SignUp, until: Until) -> None:
    player = await sign_up()
    started = await payments.start(player)
    await payments.pay(started, NUMBERS[Behaviour.OTHER_AMOUNT])
    payment = started.deposit.payment_reference

    async def a_case_is_open() -> bool:
        return await payments.cases(f"sandbox-psp:{payment}") == ["DEPOSIT_PAYMENT_MISMATCH"]

    await until(a_case_is_open)
    assert await payments.cash(player) == 0


async def test_the_page_is_whole_and_shut_in(payments: Payments, sign_up: SignUp) -> None:
    started = await payments.start(await sign_up(), "1234.50")
    page = await payments.http.get(started.action.url)
    assert page.status_code == 200
    assert "{{" not in page.text
    assert '"amount":"1234.50"' in page.text
    assert "http" not in page.text.split("<script")[0]
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"number": "4242424242424241", "expiry": "12/30", "cvc": "123"}, "number"),
        ({"number": "42", "expiry": "12/30", "cvc": "123"}, "number"),
        ({"number": VISA, "expiry": "13/30", "cvc": "123"}, "expiry"),
        ({"number": VISA, "expiry": "12/30", "cvc": "1"}, "cvc"),
        ({}, "number"),
        ({"number": None, "expiry": 5, "cvc": []}, "number"),
    ],
)
async def test_a_card_that_cannot_be_right(
    payments: Payments, sign_up: SignUp, form: dict[str, object], field: str
) -> None:
    started = await payments.start(await sign_up())
    answer = await payments.http.post(started.action.url, json=form)
    assert (answer.status_code, answer.json()) == (422, {"error": "card", "field": field})


@pytest.mark.parametrize("body", [b"", b"1", b"[]", b"{", b"\xff", b" " * 100_000])
async def test_a_form_that_is_none(payments: Payments, sign_up: SignUp, body: bytes) -> None:
    started = await payments.start(await sign_up())
    for url in (started.action.url, f"{started.action.url}/challenge"):
        assert (await payments.http.post(url, content=body)).status_code == 400


async def test_a_payment_that_does_not_exist(payments: Payments) -> None:
    async def status(answer: httpx.Response) -> int:
        return answer.status_code

    form = {"number": VISA, "expiry": "12/30", "cvc": "123"}
    assert await status(await payments.http.get("/sandbox/psp/pay/pay_none")) == 404
    assert await status(await payments.http.get("/sandbox/psp/pay/pay_none/state")) == 404
    assert await status(await payments.http.post("/sandbox/psp/pay/pay_none", json=form)) == 404
