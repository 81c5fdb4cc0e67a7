"""The wallet's refusals, for every context whose mutations move money or open something that will."""

from domain import wallet
from graphql_api.core import CurrencyCode, Money, NotAllowed, UserError, also, refusal

also(wallet.GateClosed, NotAllowed, "This is not allowed now.", "As `NOT_ALLOWED`.")


@refusal(
    {wallet.UnknownWallet: "You have no wallet in this currency."},
    reaction="Offer the currencies of `wallets`.",
)
class UnknownWallet(UserError):
    """The player has no wallet in this currency."""


@refusal(
    {wallet.InsufficientFunds: "There is not enough money in this wallet."},
    reaction="Show what is playable, and offer a smaller amount or a deposit.",
)
class InsufficientFunds(UserError):
    """The wallet holds less than is asked for."""

    playable: Money
    currency: CurrencyCode

    @staticmethod
    def facts(refused: wallet.InsufficientFunds) -> dict[str, object]:
        playable = Money.minor(refused.playable_minor, refused.currency)
        return {"playable": playable, "currency": CurrencyCode(refused.currency)}
