"""Letters: what a message says, in its language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from string import Template as Pattern
from types import MappingProxyType

from app.adapters.notifications.english import ENGLISH
from app.adapters.notifications.german import GERMAN
from app.adapters.notifications.language import Language
from domain.identity.device_name import browser_and_system
from domain.identity.messages import Template

LANGUAGES: Mapping[str, Language] = MappingProxyType({"en": ENGLISH, "de": GERMAN})
"""By primary subtag (RFC 5646)."""


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    brief: str = field(repr=False)
    """One SMS."""
    text: str = field(repr=False)


def write(template: Template, language: str, facts: Mapping[str, str], brand: str) -> Letter:
    """In English where the language is not spoken here, or lacks the template.

    Raises:
        KeyError, ValueError: a fact that the template needs is missing or cannot be read.
    """
    spoken = LANGUAGES.get(language.partition("-")[0].lower(), ENGLISH)
    words = spoken.words.get(template) or ENGLISH.words[template]
    told = {"brand": brand, **_readable(facts, spoken)}
    brief = Pattern(words.brief).substitute(told)
    advice = Pattern(words.advice).substitute(told)
    signature = "-- \n" + Pattern(spoken.signature).substitute(told)
    return Letter(
        Pattern(words.subject).substitute(brand=brand),
        f"{brand}: {brief}",
        "\n\n".join(part for part in (brief, advice, signature) if part) + "\n",
    )


def _readable(facts: Mapping[str, str], language: Language) -> dict[str, str]:
    """Machines' facts in people's words."""
    told = dict(facts)
    if "at" in told:
        told["at"] = language.write_instant(datetime.fromisoformat(told["at"]).astimezone(UTC))
    if "method" in told:
        told["method"] = language.methods[told["method"]]
    if "user_agent" in told:
        named = browser_and_system(told["user_agent"])
        told["device"] = (
            language.unknown_device
            if named is None
            else Pattern(language.device).substitute(browser=named[0], system=named[1])
        )
    if told.get("ip") == "":
        told["ip"] = language.unknown_address
    return told
