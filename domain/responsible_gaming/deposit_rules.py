"""May this deposit be ordered: the gross limit of each period, and the balance that may be held."""

from datetime import datetime

from domain.jurisdiction import JurisdictionProfile
from domain.responsible_gaming.limit import LimitKind
from domain.responsible_gaming.limits_in_force import exceeded, in_force, pending_euro_minor
from domain.responsible_gaming.play_state import PlayState
from domain.responsible_gaming.reference_rates import ReferenceRates, euro_up
from domain.responsible_gaming.refusals import LimitExceeded
from domain.wallet import WalletState


def judge_deposit(
    state: PlayState,
    currency: str,
    minor: int,
    wallets: tuple[WalletState, ...],
    profile: JurisdictionProfile,
    rates: ReferenceRates,
    now: datetime,
) -> LimitExceeded | None:
    for key, value in in_force(state, profile.limits):
        kind = key[0]
        if kind is LimitKind.DEPOSIT:
            refusal = exceeded(state, key, value, profile, rates, now, (currency, minor))
            if refusal is not None:
                return refusal
        elif kind is LimitKind.BALANCE:
            held = sum(euro_up(rates, wallet.currency, max(_total(wallet), 0)) for wallet in wallets)
            left = value - held - pending_euro_minor(state, profile, rates, now)
            if euro_up(rates, currency, minor) > left:
                return LimitExceeded(kind, None, max(left, 0), None)
    return None


def _total(wallet: WalletState) -> int:
    return wallet.cash + wallet.in_play + wallet.withdrawal_hold + wallet.vault
