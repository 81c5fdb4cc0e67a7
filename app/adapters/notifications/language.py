"""What a language has to say: a text for every template, and names for what the facts mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.identity.messages import Template


@dataclass(frozen=True, slots=True)
class Words:
    """Placeholders as in ``string.Template``: ``$brand``, and the facts of the message's template.

    ``subject`` holds none but the brand: subjects are shown on locked screens. ``brief`` says it all in one SMS;
    ``advice`` is added where there is room.
    """

    subject: str
    brief: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    words: Mapping[Template, Words]
    signature: str
    methods: Mapping[str, str]
    """Ways to sign in, by ``SignInMethod``."""
    device: str
    """``$browser`` and ``$system``."""
    unknown_device: str
    unknown_address: str
    """Where a visit came from, when the edge saw no address."""
    write_instant: Callable[[datetime], str]
    """In UTC, and says so."""
