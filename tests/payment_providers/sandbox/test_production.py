"""In production nothing pretends to move money."""

from dataclasses import replace

import pytest

from app.dispatch import Dispatcher
from app.http.payments import payments_routes, sandbox_psp_routes
from app.wiring.payments import payment_methods, payment_providers, payment_work, wire_payments
from domain.payments import ListPaymentMethods, StartDeposit
from domain.shared import InvalidInput
from tests.payment_providers.sandbox.conftest import Payments
from tests.running import SignUp


async def test_no_sandbox_in_production(payments: Payments, sign_up: SignUp) -> None:
    settings = payments.platform.settings.model_copy(update={"env": "production"})
    production = replace(payments.platform, settings=settings)
    assert payments_routes(production) == []
    assert sandbox_psp_routes(production) == []
    assert not payment_methods(production)
    assert not payment_providers(production)
    dispatch = Dispatcher(production.sessions, wire_payments(production))
    assert await dispatch(ListPaymentMethods(None, None)) == ()
    with pytest.raises(InvalidInput):
        await dispatch(StartDeposit((await sign_up()).id, "key-12345", "sandbox_card", "25.00", "EUR"))
    async with payment_work(production):
        pass
