"""Consents: none by default, one at a time, nothing written for what is so already."""

from datetime import UTC, datetime

from domain.identity.consent import SUBJECTS, Consent, ContactChannel, MarketedProduct, complete, what_changes

EMAIL = ContactChannel.EMAIL, MarketedProduct.CASINO
SMS = ContactChannel.SMS, MarketedProduct.LIVE_CASINO
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def test_nothing_is_granted_by_silence() -> None:
    everything = complete({})
    assert [(consent.channel, consent.product) for consent in everything] == list(SUBJECTS)
    assert not any(consent.granted or consent.changed_at for consent in everything)


def test_each_consent_stands_alone() -> None:
    everything = complete({EMAIL: Consent(*EMAIL, granted=True, changed_at=NOW)})
    assert [(consent.channel, consent.product) for consent in everything if consent.granted] == [EMAIL]


def test_what_is_so_already_changes_nothing() -> None:
    known = {EMAIL: Consent(*EMAIL, granted=True, changed_at=NOW)}
    assert list(what_changes(known, {EMAIL: True, SMS: False})) == []
    assert list(what_changes(known, {EMAIL: False, SMS: True})) == [(EMAIL, False), (SMS, True)]
