"""Find the recovery requests that wait: for staff."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.identity.recovery import RecoveryRequest, RecoveryRequests
from domain.shared import Message as Request

MOST = 200


@dataclass(frozen=True, slots=True)
class FindRecoveryRequests(Request[Sequence[RecoveryRequest]]):
    """Asked or approved, oldest first, at most 200."""


@dataclass(frozen=True, slots=True)
class FindRecoveryRequestsHandler:
    requests: RecoveryRequests

    async def __call__(self, message: FindRecoveryRequests) -> Sequence[RecoveryRequest]:
        del message
        return await self.requests.pending(MOST)
