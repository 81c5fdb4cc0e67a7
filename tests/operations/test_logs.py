"""What log lines hold, and what they must not."""

import json
import logging
import os
import time

import pytest

from app.logs import BLOTTED, MAX_WAITING_LINES, JsonLines, Outlet, ReadableLines, blot, correlation_id


def record(message: str, *values: object, **extras: object) -> logging.LogRecord:
    made = logging.LogRecord("app.test", logging.WARNING, __file__, 1, message, values, None)
    vars(made).update(extras)
    return made


def test_a_line_is_one_json_object_with_the_correlation_id() -> None:
    token = correlation_id.set("abc-12345")
    try:
        line = JsonLines().format(record("took %d ms\nand more", 7, wallet_id=12))
    finally:
        correlation_id.reset(token)
    assert "\n" not in line
    read = json.loads(line)
    assert read["message"] == "took 7 ms\nand more"
    assert read["correlationId"] == "abc-12345"
    assert (read["level"], read["wallet_id"]) == ("warning", 12)


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Key (email)=(anna.b+c@example.co.uk) already exists", "anna"),
        ("connect postgresql://croupier:s3cr3t@db:5432/x failed", "s3cr3t"),
        ("Authorization: Bearer abc.def", "abc.def"),
        ("token eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln was refused", "eyJ"),
        ("GET /verify?token=q1w2e3&x=1", "q1w2e3"),
    ],
)
def test_personal_data_and_secrets_are_blotted_out(text: str, secret: str) -> None:
    assert secret not in blot(text)
    assert BLOTTED in blot(text)
    assert secret not in JsonLines().format(record("%s", text, detail=text))
    assert secret not in ReadableLines().format(record("%s", text))


def test_a_traceback_is_blotted_out_too() -> None:
    made = record("failed")
    try:
        raise ValueError("anna@example.com")
    except ValueError as error:
        made.exc_info = (ValueError, error, error.__traceback__)
    assert "anna@" not in JsonLines().format(made)
    assert "ValueError" in json.loads(JsonLines().format(made))["error"]


def test_what_is_no_secret_stays() -> None:
    text = "wallet 12 of player 00000000-0000-7000-8000-000000000001 at https://casino.example/x?page=2"
    assert blot(text) == text


def test_a_reader_who_does_not_read_stops_nobody() -> None:
    reading, writing = os.pipe()
    outlet = Outlet(writing)
    for number in range(MAX_WAITING_LINES * 2):
        outlet.handle(record("line %d of a flood that is more than a pipe and the queue hold", number))
    first = os.read(reading, 1 << 16)
    assert first.startswith(b"line 0 of a flood")
    until = time.monotonic() + 10
    seen = first
    while b"lines were dropped" not in seen:
        assert time.monotonic() < until
        outlet.handle(record("one more"))
        seen = seen[-100:] + os.read(reading, 1 << 16)
    os.close(reading)
    outlet.flush()
    os.close(writing)
