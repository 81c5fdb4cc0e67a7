"""The words of messages."""

import re
from collections.abc import Mapping
from string import Template as Pattern

import pytest

from app.adapters.notifications.letters import LANGUAGES, write
from domain.identity.linked_method import SignInMethod
from domain.identity.messages import Template
from domain.identity.use_cases.register import LANGUAGES as CHOICES

CODE = {"code": "482913"}
METHOD = {"method": "TELEGRAM"}
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"
FACTS: Mapping[Template, Mapping[str, str]] = {
    Template.REGISTRATION_CODE: CODE,
    Template.SIGN_IN_CODE: CODE,
    Template.CONFIRMATION_CODE: CODE,
    Template.PASSWORD_RESET_CODE: CODE,
    Template.EMAIL_CHANGED: CODE,
    Template.NEW_SIGN_IN: {"at": "2026-11-20T19:24:00+00:00", "ip": "198.51.100.7", "user_agent": FIREFOX},
    Template.RECOVERY_CODE_USED: {"left": "9"},
    Template.RECOVERY_APPROVED: {"at": "2026-11-20T19:24:00+00:00"},
    Template.TIME_OUT_BEGUN: {"at": "2026-11-20T19:24:00+00:00"},
    Template.SELF_EXCLUSION_BEGUN: {"at": "2026-11-20T19:24:00+00:00"},
    Template.OPERATOR_EXCLUSION_BEGUN: {"at": "2026-11-20T19:24:00+00:00"},
    Template.EXCLUSION_END_ASKED: {"at": "2026-11-20T19:24:00+00:00"},
    Template.EXCLUSION_ENDS: {"at": "2026-11-20T19:24:00+00:00"},
    Template.SIGN_IN_METHOD_LINKED: METHOD,
    Template.SIGN_IN_METHOD_UNLINKED: METHOD,
}
EVERY = [(template, language) for template in Template for language in LANGUAGES]


@pytest.mark.parametrize(("template", "language"), EVERY)
def test_every_template_speaks_every_language_and_tells_exactly_its_facts(template: Template, language: str) -> None:
    facts = FACTS.get(template, {})
    words = LANGUAGES[language].words[template]
    named = set(Pattern(f"{words.brief} {words.advice}").get_identifiers()) - {"brand"}
    assert {"user_agent" if name == "device" else name for name in named} == set(facts)
    letter = write(template, language, facts, "Ace")
    assert "$" not in letter.subject + letter.brief + letter.text
    assert "Ace" in letter.brief


@pytest.mark.parametrize(("template", "language"), EVERY)
def test_a_subject_tells_nothing_personal(template: Template, language: str) -> None:
    assert set(Pattern(LANGUAGES[language].words[template].subject).get_identifiers()) <= {"brand"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_to_sign_in_has_a_name(language: str) -> None:
    assert set(LANGUAGES[language].methods) == {method.value for method in SignInMethod}


def test_players_choose_among_the_languages_that_are_spoken() -> None:
    assert set(CHOICES) == set(LANGUAGES)


def test_languages_differ_and_regions_do_not() -> None:
    english = write(Template.SIGN_IN_CODE, "en-GB", CODE, "Ace")
    assert english == write(Template.SIGN_IN_CODE, "en", CODE, "Ace")
    assert (
        write(Template.SIGN_IN_CODE, "de-AT", CODE, "Ace") == write(Template.SIGN_IN_CODE, "DE", CODE, "Ace") != english
    )


def test_a_language_that_is_not_spoken_is_english() -> None:
    assert write(Template.SIGN_IN_CODE, "fi", CODE, "Ace") == write(Template.SIGN_IN_CODE, "en", CODE, "Ace")


def test_a_new_sign_in_is_told_in_peoples_words() -> None:
    facts = FACTS[Template.NEW_SIGN_IN]
    english = write(Template.NEW_SIGN_IN, "en", facts, "Ace").text
    assert "20 November 2026, 19:24 UTC from 198.51.100.7 with Firefox on Windows" in english
    german = write(Template.NEW_SIGN_IN, "de", facts, "Ace").text
    assert "20. November 2026, 19:24 Uhr UTC" in german


def test_a_strangers_words_are_never_repeated() -> None:
    facts = {**FACTS[Template.NEW_SIGN_IN], "user_agent": "Your account is at risk, go to http://evil.example Firefox/"}
    letter = write(Template.NEW_SIGN_IN, "en", facts, "Ace")
    assert "evil" not in letter.text
    assert "an unknown device" in letter.text


@pytest.mark.parametrize(("template", "language"), EVERY)
def test_a_brief_fits_two_segments_of_an_sms(template: Template, language: str) -> None:
    """Twice 67 characters of UCS-2, or 153 of the GSM alphabet; a revert code is never sent by SMS."""
    if template is not Template.EMAIL_CHANGED:
        assert len(write(template, language, FACTS.get(template, {}), "Croupier").brief) <= 134


def test_codes_stand_alone_so_that_phones_offer_them() -> None:
    for template, facts in FACTS.items():
        if facts is CODE:
            assert re.search(r"\b482913\b", write(template, "en", facts, "Ace").brief)
