"""Telegram's proofs, by published vectors (init-data-golang, aiogram) and by what must not pass."""

import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlencode

import pytest

from app.adapters.telegram.proofs import PRODUCTION_KEY, TEST_KEY, BotTelegramProofs
from domain.identity.refusals import ProofRejected

HOUR = timedelta(hours=1)
VLADISLAV = (
    "query_id=AAHdF6IQAAAAAN0XohDhrOrc&user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%22%2C%22last_name"
    "%22%3A%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue"
    "%7D&auth_date=1662771648"
)
VLADISLAVS_HASH = "c501b71e775f74ce10e377dea85a7ea24ecd640b223ea86dfe453e0eaed2e2b2"
VLADISLAVS_BOT = "5768337691:AAH5YkoiEuPk8-FZa32hStHTqXiLPtAEhx8"
TEST_USER = "auth_date=1650385342&user=%7B%22id%22%3A42%2C%22first_name%22%3A%22Test%22%7D&query_id=test"
TEST_HASH = "46d2ea5e32911ec8d30999b56247654460c0d20949b6277af519e76271182803"
AIOGRAM_KEY = bytes.fromhex("4112765021341e5415e772cd65903f6b94e3ea1c2ab669e6d3e18ee2db00da61")
AIOGRAM_SIGNATURE = "JQ0JR2tjC65yq_jNZV0wuJVX6J-SWPMV0mprUXG34g-NvxL4RcF1Rz5n4VVo00VRghEUBf5t___uoeb1-jU_Cw"
SIGNED_BY_TELEGRAM = (
    "user=%7B%22id%22%3A279058397%2C%22first_name%22%3A%22Vladislav%20%2B%20-%20%3F%20%5C%2F%22%2C%22last_name%22%3A"
    "%22Kibenko%22%2C%22username%22%3A%22vdkfrost%22%2C%22language_code%22%3A%22ru%22%2C%22is_premium%22%3Atrue%2C%22"
    "allows_write_to_pm%22%3Atrue%2C%22photo_url%22%3A%22https%3A%5C%2F%5C%2Ft.me%5C%2Fi%5C%2Fuserpic%5C%2F320%5C%2F"
    "4FPEE4tmP3ATHa57u6MqTDih13LTOiMoKoLDRG4PnSA.svg%22%7D&chat_instance=8134722200314281151&chat_type=private"
    "&auth_date=1733584787&hash=2174df5b000556d044f3f020384e879c8efcab55ddea2ced4eb752e93e7080d6"
    "&signature=zL-ucjNyREiHDE8aihFwpfR9aggP2xiAo3NSpfe-p7IbCisNlDKlo7Kb6G4D0Ao2mBrSgEk4maLSdv6MLIlADQ"
)
WIDGET_BOT = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"
WIDGET = {
    "id": "42",
    "first_name": "John",
    "last_name": "Smith",
    "username": "username",
    "photo_url": "https://t.me/i/userpic/320/picname.jpg",
    "auth_date": "1565810688",
    "hash": "c303db2b5a06fe41d23a9b14f7c545cfc11dcc7473c07c9c5034ae60062461ce",
}


def at(unix_seconds: int) -> datetime:
    return datetime.fromtimestamp(unix_seconds, UTC)


def of_bot(token: str) -> BotTelegramProofs:
    return BotTelegramProofs(int(token.partition(":")[0]), token, HOUR)


def by_signature(bot_id: int, key: bytes) -> BotTelegramProofs:
    return BotTelegramProofs(bot_id, None, HOUR, key)


def signed(fields: Mapping[str, str], token: str = VLADISLAVS_BOT) -> str:
    """initData as Telegram would give it to this bot's Mini App."""
    text = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    secret = hmac.digest(b"WebAppData", token.encode(), sha256)
    return urlencode({**fields, "hash": hmac.digest(secret, text.encode(), sha256).hex()})


def reason_of(init_data: str, proofs: BotTelegramProofs, now: datetime) -> str:
    with pytest.raises(ProofRejected) as refused:
        proofs.of_mini_app(init_data, now)
    return refused.value.reason


def test_init_data_of_init_data_golang() -> None:
    proof = of_bot(VLADISLAVS_BOT).of_mini_app(f"{VLADISLAV}&hash={VLADISLAVS_HASH}", at(1662771649))
    assert (proof.subject, proof.label) == ("279058397", "@vdkfrost")
    assert proof.expires_at == at(1662771648) + HOUR


def test_init_data_of_aiogram() -> None:
    proof = of_bot("42:TEST").of_mini_app(f"{TEST_USER}&hash={TEST_HASH}", at(1650385342))
    assert (proof.subject, proof.label) == ("42", "Test")


def test_the_signature_is_part_of_what_the_hash_covers() -> None:
    with_signature = f"{TEST_USER}&signature={AIOGRAM_SIGNATURE}"
    covering = "32c44202cf4c1790c2b4ee7681ba2b54db3e31c7546f66ec2a21ad75f99fb1b2"
    of_bot("42:TEST").of_mini_app(f"{with_signature}&hash={covering}", at(1650385342))
    assert reason_of(f"{with_signature}&hash={TEST_HASH}", of_bot("42:TEST"), at(1650385342)) == "BAD_SIGNATURE"


def test_another_bots_init_data_does_not_count() -> None:
    assert reason_of(f"{TEST_USER}&hash={TEST_HASH}", of_bot("42:INVALID"), at(1650385342)) == "BAD_SIGNATURE"


def test_one_changed_byte_does_not_count() -> None:
    changed = VLADISLAV.replace("279058397", "279058398")
    assert reason_of(f"{changed}&hash={VLADISLAVS_HASH}", of_bot(VLADISLAVS_BOT), at(1662771649)) == "BAD_SIGNATURE"


@pytest.mark.parametrize(
    "text", ["", "test&foo=bar=baz", "a=b&a=c", "user=%ff", "a-b=1", "a%0Ab=1", "a%3Db=1", "a=1%0Ab=2", "x" * 9_000]
)
def test_what_cannot_be_read_is_malformed(text: str) -> None:
    assert reason_of(text, of_bot("42:TEST"), at(1650385342)) == "MALFORMED"


def test_a_field_that_comes_twice_is_malformed() -> None:
    twice = f"{TEST_USER}&hash={TEST_HASH}&query_id=test"
    assert reason_of(twice, of_bot("42:TEST"), at(1650385342)) == "MALFORMED"


def test_without_a_hash_it_is_not_signed() -> None:
    assert reason_of(TEST_USER, of_bot("42:TEST"), at(1650385342)) == "BAD_SIGNATURE"


@pytest.mark.parametrize(
    ("now", "reason"),
    [(1662771648 + 3_600, "EXPIRED"), (1662771648 - 61, "NOT_YET_VALID")],
)
def test_it_holds_for_an_hour(now: int, reason: str) -> None:
    init_data = f"{VLADISLAV}&hash={VLADISLAVS_HASH}"
    assert reason_of(init_data, of_bot(VLADISLAVS_BOT), at(now)) == reason
    of_bot(VLADISLAVS_BOT).of_mini_app(init_data, at(1662771648 + 3_599))
    of_bot(VLADISLAVS_BOT).of_mini_app(init_data, at(1662771648 - 60))


@pytest.mark.parametrize(
    "user", ["", "{", "[]", '{"id":"42"}', '{"id":true}', '{"id":-1}', '{"first_name":"x"}', '{"id":42,"is_bot":true}']
)
def test_a_signed_user_that_is_nobody_is_malformed(user: str) -> None:
    init_data = signed({"user": user, "auth_date": "1662771648"})
    assert reason_of(init_data, of_bot(VLADISLAVS_BOT), at(1662771648)) == "MALFORMED"


@pytest.mark.parametrize("auth_date", ["", "x", "-1", "99999999999999"])
def test_a_signed_date_that_is_none_is_malformed(auth_date: str) -> None:
    init_data = signed({"user": '{"id":42}', "auth_date": auth_date})
    assert reason_of(init_data, of_bot(VLADISLAVS_BOT), at(1662771648)) == "MALFORMED"


def test_the_same_fields_in_another_order_are_the_same_proof() -> None:
    init_data = f"{VLADISLAV}&hash={VLADISLAVS_HASH}"
    turned = "&".join(reversed(init_data.split("&")))
    proofs = of_bot(VLADISLAVS_BOT)
    assert proofs.of_mini_app(init_data, at(1662771649)).once == proofs.of_mini_app(turned, at(1662771649)).once


def test_telegrams_own_signature_by_its_production_key() -> None:
    """A real one, of init-data-golang's tests."""
    proof = by_signature(7342037359, PRODUCTION_KEY).of_mini_app(SIGNED_BY_TELEGRAM, at(1733584790))
    assert (proof.subject, proof.label) == ("279058397", "@vdkfrost")


@pytest.mark.parametrize("proofs", [by_signature(7342037358, PRODUCTION_KEY), by_signature(7342037359, TEST_KEY)])
def test_another_bot_or_another_key_does_not_count(proofs: BotTelegramProofs) -> None:
    assert reason_of(SIGNED_BY_TELEGRAM, proofs, at(1733584790)) == "BAD_SIGNATURE"


def test_a_signature_by_a_key_of_aiograms_tests() -> None:
    proofs = by_signature(42, AIOGRAM_KEY)
    assert proofs.of_mini_app(f"{TEST_USER}&hash=123&signature={AIOGRAM_SIGNATURE}", at(1650385342)).subject == "42"
    for wrong in (AIOGRAM_SIGNATURE[:-6] + "-j1U_w", AIOGRAM_SIGNATURE[:-4], "", "!"):
        assert reason_of(f"{TEST_USER}&signature={wrong}", proofs, at(1650385342)) == "BAD_SIGNATURE"
    assert reason_of(TEST_USER, proofs, at(1650385342)) == "BAD_SIGNATURE"


def test_the_widget_of_aiogram() -> None:
    proof = of_bot(WIDGET_BOT).of_widget(WIDGET, at(1565810688))
    assert (proof.subject, proof.label) == ("42", "@username")


def test_a_widget_without_one_of_its_fields_does_not_count() -> None:
    fields = {name: value for name, value in WIDGET.items() if name != "username"}
    with pytest.raises(ProofRejected) as refused:
        of_bot(WIDGET_BOT).of_widget(fields, at(1565810688))
    assert refused.value.reason == "BAD_SIGNATURE"


@pytest.mark.parametrize(("now", "reason"), [(1565810688 + 3_600, "EXPIRED"), (1565810688 - 61, "NOT_YET_VALID")])
def test_a_widget_holds_for_an_hour(now: int, reason: str) -> None:
    with pytest.raises(ProofRejected) as refused:
        of_bot(WIDGET_BOT).of_widget(WIDGET, at(now))
    assert refused.value.reason == reason


def test_a_mini_apps_hash_is_no_widgets_hash() -> None:
    text = "\n".join(f"{name}={WIDGET[name]}" for name in sorted(WIDGET.keys() - {"hash"}))
    secret = hmac.digest(b"WebAppData", WIDGET_BOT.encode(), sha256)
    fields = {**WIDGET, "hash": hmac.digest(secret, text.encode(), sha256).hex()}
    with pytest.raises(ProofRejected) as refused:
        of_bot(WIDGET_BOT).of_widget(fields, at(1565810688))
    assert refused.value.reason == "BAD_SIGNATURE"


def test_a_proof_shows_neither_token_nor_person() -> None:
    proofs = of_bot(VLADISLAVS_BOT)
    proof = proofs.of_mini_app(f"{VLADISLAV}&hash={VLADISLAVS_HASH}", at(1662771649))
    assert VLADISLAVS_BOT not in repr(proofs)
    assert "279058397" not in repr(proof)
    assert "vdkfrost" not in repr(proof)
