"""Refusals in Sumsub's language, an HTTP status: anything but 2xx is sent again after 5 minutes, 1, 5 and 18 hours.

An applicant whom we do not know is answered with 200: Sumsub's webhooks are the account's, so those of another
installation arrive here too, and an address that keeps failing is switched off.
"""

from collections.abc import Mapping

from domain.kyc import UnknownApplicant
from domain.shared import Refusal, TryAgainLater

STATUSES: Mapping[type[Refusal], int] = {UnknownApplicant: 200, TryAgainLater: 503}
