"""The table from refusals to the provider's language is complete."""

from app.adapters.payment_providers.sandbox.errors import STATUSES
from domain.payments import NoticeConflict
from domain.payments.use_cases import receive_deposit_notice, receive_payout_notice
from domain.shared import Refusal, TryAgainLater
from domain.wallet import UnknownPlayer, UnknownWallet


def test_every_refusal_of_a_notice_has_a_status() -> None:
    raised: set[type[Refusal]] = {NoticeConflict, TryAgainLater, UnknownPlayer, UnknownWallet}
    raised |= {*receive_deposit_notice.NEEDS_STAFF, *receive_payout_notice.NEEDS_STAFF}
    assert raised == set(STATUSES)


def test_only_what_may_pass_by_itself_is_a_503() -> None:
    assert [kind for kind, status in STATUSES.items() if status >= 500] == [TryAgainLater]
