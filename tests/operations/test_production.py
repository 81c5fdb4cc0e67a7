"""What production must be given."""

from pathlib import Path

import pytest

from app.production import gaps
from app.settings import Settings

COMPLETE = {
    "env": "production",
    "database_url": "postgresql://db/croupier",
    "redis_url": "redis://redis",
    "data_keys": "k1:…",
    "token_keys": "k1:…",
    "public_url": "https://casino.example",
    "smtp_url": "smtps://post:secret@mail.example:465",
    "mail_from": "casino@casino.example",
}


def test_complete_settings_have_no_gaps() -> None:
    assert gaps(Settings.model_validate(COMPLETE), workers=4) == []


@pytest.mark.parametrize("name", ["database_url", "data_keys", "token_keys", "public_url", "smtp_url", "mail_from"])
def test_each_gap_is_named(name: str) -> None:
    found = gaps(Settings.model_validate(COMPLETE | {name: None}), workers=1)
    assert found == [f"CROUPIER_{name.upper()} is required in production."]


def test_production_is_served_over_tls() -> None:
    assert gaps(Settings.model_validate(COMPLETE | {"public_url": "http://casino.example"}), 1)


def test_codes_do_not_travel_in_clear() -> None:
    found = gaps(Settings.model_validate(COMPLETE | {"smtp_url": "smtp+plain://mail.example:25"}), 1)
    assert found == ["CROUPIER_SMTP_URL must begin with smtps:// or smtp:// (STARTTLS) in production."]


def test_registrations_are_checked_for_bots() -> None:
    assert gaps(Settings.model_validate(COMPLETE | {"bot_check": "none"}), 1)
    assert gaps(Settings(bot_check="none"), 1) == []


@pytest.mark.parametrize("company", ["turnstile", "hcaptcha"])
def test_a_company_that_checks_for_bots_needs_both_its_keys(company: str) -> None:
    keys = {"bot_check": company, "bot_check_site_key": "site", "bot_check_secret": "hush"}
    assert gaps(Settings.model_validate(COMPLETE | keys), 1) == []
    assert gaps(Settings.model_validate(COMPLETE | keys | {"bot_check_secret": None}), 1)
    assert gaps(Settings.model_validate(keys | {"bot_check_site_key": None}), 1)
    assert "hush" not in repr(Settings.model_validate(keys))


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtps://mail.example:port"])
def test_a_mail_server_that_cannot_be_read_is_told_and_not_repeated(url: str) -> None:
    told = "CROUPIER_SMTP_URL must be smtps://…, smtp://… or smtp+plain://… with a host."
    assert gaps(Settings(smtp_url=url), workers=1) == [told]


def test_openid_providers_can_be_read_and_are_spoken_to_over_tls() -> None:
    readable = {"openid_providers": "google=https://accounts.google.com,id,hush"}
    assert gaps(Settings.model_validate(COMPLETE | readable), 1) == []
    assert gaps(Settings.model_validate(COMPLETE | {"openid_providers": "own=http://op.example,id"}), 1)
    assert gaps(Settings(openid_providers="own=http://op.example,id"), 1) == []
    (told,) = gaps(Settings(openid_providers="google,hush"), 1)
    assert told.startswith("CROUPIER_OPENID_PROVIDERS cannot be used: provider 1 has no name")
    assert "hush" not in told + repr(Settings(openid_providers="google,hush"))


def test_sms_are_sent_in_production_only_by_a_company_that_was_hired() -> None:
    twilio = {"twilio_account_sid": "AC1", "twilio_auth_token": "secret", "twilio_from": "+15005550006"}
    assert Settings().sends_sms
    assert not Settings.model_validate(COMPLETE | {**twilio, "twilio_from": None}).sends_sms
    assert Settings.model_validate(COMPLETE | twilio).sends_sms


def test_a_table_of_countries_that_cannot_be_read_stops_the_start_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "wrong.mmdb"
    path.write_bytes(b"not a database")
    expected = [f"CROUPIER_GEOIP_DATABASE: {path} is not readable as an mmdb file."]
    assert gaps(Settings.model_validate(COMPLETE | {"geoip_database": path}), 1) == expected
    assert gaps(Settings(geoip_database=path), 1) == expected


def test_one_process_needs_no_broker_and_several_do() -> None:
    alone = Settings.model_validate(COMPLETE | {"redis_url": None})
    assert gaps(alone, workers=1) == []
    assert gaps(alone, workers=2) != []


def test_development_needs_nothing() -> None:
    assert gaps(Settings(), workers=1) == []


def test_a_bucket_for_documents_needs_its_name_and_its_keys() -> None:
    bucket = {
        "documents_s3_endpoint": "https://s3.example",
        "documents_s3_bucket": "papers",
        "documents_s3_access_key": "id",
        "documents_s3_secret_key": "hush",
    }
    assert gaps(Settings.model_validate(COMPLETE | bucket), 1) == []
    for name in ("bucket", "access_key", "secret_key"):
        (found,) = gaps(Settings.model_validate(COMPLETE | bucket | {f"documents_s3_{name}": None}), 1)
        assert found.startswith("CROUPIER_DOCUMENTS_S3_ENDPOINT needs")
    assert "hush" not in repr(Settings.model_validate(bucket))
