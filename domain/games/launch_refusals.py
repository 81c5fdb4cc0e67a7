"""Why a game does not open."""

from dataclasses import dataclass
from typing import ClassVar

from domain.shared import Refusal


class UnknownGame(Refusal):
    """No game of this slug is on offer."""

    code = "UNKNOWN_GAME"


@dataclass(eq=False)
class CurrencyNotSupported(Refusal):
    """The game, or the provider's encoding of amounts, cannot carry this currency exactly."""

    code: ClassVar[str] = "CURRENCY_NOT_SUPPORTED"
    currency: str
    supported: tuple[str, ...]


class DemoNotAvailable(Refusal):
    code = "DEMO_NOT_AVAILABLE"


class GameUnavailable(Refusal):
    """The provider does not offer this game to this operator, country or currency now."""

    code = "GAME_UNAVAILABLE"


class GameProviderAway(Refusal):
    """The provider did not answer; the same request may be sent again."""

    code = "GAME_PROVIDER_AWAY"
