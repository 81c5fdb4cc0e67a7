"""May this deposit be ordered: the gross limit of each period, and the balance that may be held."""

from collections.abc import Collection, Sequence
from datetime import datetime

from domain.jurisdiction import JurisdictionProfile
from domain.responsible_gaming.limit import LimitKind
from domain.responsible_gaming.limits_in_force import Count, held, pending_euro_minor, spend
from domain.responsible_gaming.play_state import PlayState
from domain.responsible_gaming.reference_rates import ReferenceRates, euro_up
from domain.responsible_gaming.refusals import LimitExceeded
from domain.responsible_gaming.usage import Flow
from domain.wallet import WalletState


def judge_deposit(
    state: PlayState,
    currency: str,
    minor: int,
    wallets: Collection[WalletState],
    profile: JurisdictionProfile,
    rates: ReferenceRates,
    now: datetime,
) -> LimitExceeded | Sequence[Count]:
    """A refusal, or the limits of deposits that it comes near."""
    balance_limit = held(state, (LimitKind.BALANCE, None), profile.limits)
    if balance_limit is not None:
        holds = sum(euro_up(rates, wallet.currency, max(_total(wallet), 0)) for wallet in wallets)
        left = balance_limit - holds - pending_euro_minor(state, profile, rates, now)
        if euro_up(rates, currency, minor) > left:
            return LimitExceeded(LimitKind.BALANCE, None, max(left, 0), None)
    return spend(state, wallets, Flow.DEPOSIT, (currency, minor), profile, rates, now)


def _total(wallet: WalletState) -> int:
    return wallet.cash + wallet.in_play + wallet.withdrawal_hold + wallet.vault
