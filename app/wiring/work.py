"""All that runs behind the requests."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from app.platform import Platform
from app.wiring.account_work import account_work
from app.wiring.games_work import games_work
from app.wiring.kyc.screening import screening_work
from app.wiring.kyc.work import kyc_work
from app.wiring.kyc_vendors import kyc_vendor_work
from app.wiring.message_work import message_work
from app.wiring.payments import payment_work
from app.wiring.recovery_work import recovery_work
from app.wiring.responsible_gaming.cap_age_work import cap_age_work
from app.wiring.responsible_gaming.exclusion_work import exclusion_work
from app.wiring.retention_work import retention_work

WORKS = (
    payment_work,
    games_work,
    kyc_vendor_work,
    message_work,
    recovery_work,
    account_work,
    retention_work,
    kyc_work,
    screening_work,
    exclusion_work,
    cap_age_work,
)


@asynccontextmanager
async def all_work(platform: Platform) -> AsyncIterator[None]:
    """Entered by any number of processes at once, each after it began to serve: the sandbox's side calls us."""
    async with AsyncExitStack() as works:
        for work in WORKS:
            await works.enter_async_context(work(platform))
        yield
