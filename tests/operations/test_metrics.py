"""What the metrics count."""

import re

from starlette.types import Message, Receive, Scope, Send

from app.metrics import Measured, SettlementMeter, exposition


def value(name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", exposition().decode(), re.MULTILINE)
    return float(found[1]) if found else 0.0


async def request(measured: Measured, method: str) -> None:
    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        assert message["type"] == "http.response.start"

    await measured({"type": "http", "method": method}, receive, send)


async def test_answers_are_counted_by_method_and_status_class() -> None:
    async def teapot(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 418})

    series = 'croupier_http_requests_total{method="POST",status="4xx"}'
    before, timed = value(series), value("croupier_http_request_seconds_count")
    await request(Measured(teapot), "POST")
    assert value(series) == before + 1
    assert value("croupier_http_request_seconds_count") == timed + 1


async def test_a_method_made_up_by_a_client_makes_no_series() -> None:
    async def fine(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200})

    await request(Measured(fine), "X" * 100)
    assert "XXX" not in exposition().decode()


def test_batches_and_the_queue_are_measured() -> None:
    before = value("croupier_settlement_batch_commands_sum")
    SettlementMeter(lambda: 12).batch(30, 0.004)
    assert value("croupier_settlement_batch_commands_sum") == before + 30
    assert value("croupier_settlement_waiting") == 12
