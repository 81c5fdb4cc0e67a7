"""Hub88's wallet messages, read into our commands in one pass.

``request_uuid`` names one call and means nothing: a retry carries a new one. What a transaction means is its kind,
player, round, game, currency, amount and reference; another value in any of these under the same ``transaction_uuid``
is a duplicate.
"""

from dataclasses import dataclass

from app.adapters.game_providers.hub88 import errors
from app.adapters.game_providers.hub88.amounts import UNITS_PER_MINOR
from app.adapters.game_providers.hub88.fields import (
    BadMessage,
    Body,
    amount_of,
    digest_of_any_token,
    digest_of_token,
    flag,
    player_of,
    text,
)
from domain.games import PlaceBet, RollBack, SettleWin
from domain.shared import PlayerId
from domain.wallet import meaning_of

CALLER = "hub88"


@dataclass(eq=False)
class ExcessDigits(Exception):
    """A win whose ``amount``, in Hub88's units, is not a whole number of the currency's minor units."""

    player: PlayerId
    key: str
    round_reference: str
    game_code: str
    currency: str
    amount: int


def read_bet(body: Body) -> PlaceBet:
    """Excess digits, and a free bet that costs something, are wrong syntax: nothing is taken."""
    user, key, round_, game, currency = _common(body)
    stake, excess = amount_of(body, currency)
    if excess or (stake and flag(body, "is_free")):
        raise BadMessage(errors.WRONG_SYNTAX)
    return PlaceBet(
        player_of(user),
        currency,
        CALLER,
        key,
        meaning_of("bet", user, round_, game, currency, stake),
        round_,
        game,
        flag(body, "round_closed"),
        digest_of_token(body),
        stake,
    )


def read_win(body: Body) -> SettleWin:
    """The token is not looked at: a win is owed when it has expired too. Raises ExcessDigits."""
    user, key, round_, game, currency = _common(body)
    reference = body.get("reference_transaction_uuid")
    if reference is not None:
        reference = text(body, "reference_transaction_uuid")
    elif not flag(body, "is_supplier_promo"):
        raise BadMessage(errors.WRONG_SYNTAX)
    win, excess = amount_of(body, currency)
    player = player_of(user)
    if excess:
        raise ExcessDigits(player, key, round_, game, currency, win * UNITS_PER_MINOR[currency] + excess)
    return SettleWin(
        player,
        currency,
        CALLER,
        key,
        meaning_of("win", user, round_, game, currency, win, reference),
        round_,
        game,
        flag(body, "round_closed"),
        reference,
        win,
    )


@dataclass(frozen=True, slots=True)
class Rollback:
    """A rollback as it arrives: Hub88 names neither currency nor amount in it."""

    user: str
    player: PlayerId
    key: str
    round_reference: str
    game_code: str
    original_key: str
    closes_round: bool
    currency: str | None
    token_digest: bytes | None

    def in_currency(self, currency: str) -> RollBack:
        return RollBack(
            self.player,
            currency,
            CALLER,
            self.key,
            meaning_of("rollback", self.user, self.round_reference, self.game_code, self.original_key),
            self.round_reference,
            self.game_code,
            self.closes_round,
            self.original_key,
        )


def read_rollback(body: Body) -> Rollback:
    """The token is not checked, and only helps to find the currency."""
    user = text(body, "user")
    return Rollback(
        user=user,
        player=player_of(user),
        key=text(body, "transaction_uuid"),
        round_reference=text(body, "round"),
        game_code=text(body, "game_code"),
        original_key=text(body, "reference_transaction_uuid"),
        closes_round=flag(body, "round_closed"),
        currency=None if body.get("currency") is None else text(body, "currency"),
        token_digest=digest_of_any_token(body),
    )


def _common(body: Body) -> tuple[str, str, str, str, str]:
    return (
        text(body, "user"),
        text(body, "transaction_uuid"),
        text(body, "round"),
        text(body, "game_code"),
        text(body, "currency"),
    )
