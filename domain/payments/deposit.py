"""Deposits: a player's order to pay in, and what may become of it."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, IntEnum

from domain.shared import DepositId, Money, PlayerId
from domain.wallet import Facet


class DepositState(IntEnum):
    PENDING = 1
    CONFIRMED = 2
    FAILED = 3


class DepositNews(Enum):
    """What a provider can tell us about a payment."""

    CONFIRMED = "CONFIRMED"
    FAILED = "FAILED"


DEPOSIT_TABLE: Mapping[tuple[DepositNews, DepositState], DepositState | None] = {
    (DepositNews.CONFIRMED, DepositState.PENDING): DepositState.CONFIRMED,
    (DepositNews.CONFIRMED, DepositState.FAILED): DepositState.CONFIRMED,
    (DepositNews.CONFIRMED, DepositState.CONFIRMED): None,
    (DepositNews.FAILED, DepositState.PENDING): DepositState.FAILED,
    (DepositNews.FAILED, DepositState.FAILED): None,
    (DepositNews.FAILED, DepositState.CONFIRMED): None,
}
"""The whole rule: the next state, or None where the news is acknowledged and changes nothing.

Money that arrived is the player's, so a confirmation outweighs a failure, in whatever order the two come; a failure
after a confirmation tells of an earlier attempt (money taken back is a chargeback, another kind of news).
"""


@dataclass(frozen=True, slots=True)
class CardForm:
    """The player enters a card on the provider's page; card data never touches our servers."""

    url: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """The player pays on another site, and comes back."""

    url: str


PaymentAction = CardForm | Redirect


@dataclass(frozen=True, slots=True)
class Deposit:
    """A deposit as it is stored and shown. ``action`` is None until the provider has opened its payment."""

    deposit_id: DepositId
    player_id: PlayerId
    idempotency_key: str
    method: str
    provider: str
    amount: Money
    state: DepositState
    reason: str
    """Why it failed, in the provider's words or a code of ours; empty otherwise."""
    payment_reference: str | None
    """The provider's id of the payment."""
    action: PaymentAction | None
    started_at: datetime
    ended_at: datetime | None

    @property
    def unopened(self) -> bool:
        """The order stands, and no payment was opened for it: a replay would, and a closed gate stops it."""
        return self.state is DepositState.PENDING and self.action is None

    def means(self, method: str, amount: Money) -> bool:
        """Whether another request under the same key asks for the same thing."""
        return self.method == method and self.amount == amount


@dataclass(frozen=True, slots=True)
class DepositFacet(Facet):
    """A deposit as decisions see it; the last four change."""

    deposit_id: DepositId
    player_id: PlayerId
    provider: str
    amount_minor: int
    currency: str
    state: DepositState
    reason: str
    ended_at: datetime | None
    paid_by: str | None
    """The provider's id of the payment that was credited: a second payment for one deposit is not a replay."""

    def key(self) -> Hashable:
        return self.deposit_id

    def confirmed(self, state: DepositState, payment_reference: str, now: datetime) -> "DepositFacet":
        return replace(self, state=state, reason="", ended_at=now, paid_by=payment_reference)

    def failed(self, state: DepositState, reason: str, now: datetime) -> "DepositFacet":
        return replace(self, state=state, reason=reason, ended_at=now)
