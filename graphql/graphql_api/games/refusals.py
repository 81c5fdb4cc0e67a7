"""Why a game does not open, in GraphQL."""

import strawberry

from domain import games
from graphql_api.core import CurrencyCode, UserError, field_texts, refusal

field_texts({"LENGTH": "This has the wrong length."})


@refusal(
    {games.UnknownGame: "There is no such game."},
    reaction="Read the catalogue again.",
)
class UnknownGame(UserError):
    """No game of this slug is on offer."""


@refusal(
    {games.CurrencyNotSupported: "This game cannot be played in this currency."},
    reaction="Offer the currencies in `supported`.",
)
class CurrencyNotSupported(UserError):
    """The game, or its provider's encoding of amounts, cannot carry this currency exactly."""

    currency: CurrencyCode
    supported: list[CurrencyCode] = strawberry.field(description="In which it can be played.")


@refusal(
    {games.DemoNotAvailable: "This game has no demonstration."},
    reaction="Hide the demonstration of this game.",
)
class DemoNotAvailable(UserError):
    """The game is played for money only."""


@refusal(
    {games.GameUnavailable: "This game is not available now."},
    reaction="Read the catalogue again and offer another game.",
)
class GameUnavailable(UserError):
    """The provider does not offer this game here now."""


@refusal(
    {games.GameProviderAway: "The game's provider does not answer. Please try again."},
    reaction="Repeat after a moment with the same idempotency key; then offer another game.",
)
class GameProviderAway(UserError):
    """The provider did not answer; repeat it with the same idempotency key."""


@refusal(
    {games.UnknownGameSession: "There is no such game session."},
    reaction="Treat it as ended.",
)
class UnknownGameSession(UserError):
    """The player has no such game session."""
