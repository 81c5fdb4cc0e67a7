"""Refusals in Veriff's language, an HTTP status: anything but 200 is sent again every hour for a week.

Its webhooks are one integration's, so a session that we do not know is worth hearing of again: 404.
"""

from collections.abc import Mapping

from domain.kyc import UnknownApplicant
from domain.shared import Refusal, TryAgainLater

STATUSES: Mapping[type[Refusal], int] = {UnknownApplicant: 404, TryAgainLater: 503}
