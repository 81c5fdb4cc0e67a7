"""Erase an account: what the law does not ask to keep about a person who has left."""

from dataclasses import dataclass
from datetime import datetime

from domain.identity.access import AccessEvent
from domain.identity.accounts import Accounts, Erasure, Holdings, SignOut
from domain.identity.journal import Journal
from domain.identity.player import PlayerStatus
from domain.identity.ports import PlayerGates
from domain.identity.session import EndReason, Visit
from domain.shared import Clock, Commit, NotAllowed, PlayerId
from domain.shared import Message as Request

ERASED_BLOCKS = ("login:ERASED", "deposit:ERASED", "bet:ERASED", "withdraw:ERASED", "marketing:ERASED")


@dataclass(frozen=True, slots=True)
class AccountErased:
    erased_at: datetime


@dataclass(frozen=True, slots=True)
class EraseAccount(Request[AccountErased]):
    """``reason`` and ``asked_by`` are kept for good: they must not name the person. Never through the API."""

    player_id: PlayerId
    reason: str
    asked_by: str


@dataclass(frozen=True, slots=True)
class EraseAccountHandler:
    """Raises NotAllowed: NOT_CLOSED, BALANCE_LEFT, or ERASED when it was done before."""

    accounts: Accounts
    gates: PlayerGates
    holdings: Holdings
    erasure: Erasure
    sign_out: SignOut
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: EraseAccount) -> AccountErased:
        player = await self.accounts.hold(message.player_id)
        if player.status is not PlayerStatus.CLOSED:
            raise NotAllowed(("ERASED" if player.status is PlayerStatus.ERASED else "NOT_CLOSED",))
        await self.gates.block(player.id, ERASED_BLOCKS)
        if await self.holdings.left(player.id):
            raise NotAllowed(("BALANCE_LEFT",))
        now = self.clock.now()
        ended = await self.sign_out.end(player.id, EndReason.ACCOUNT_CLOSED, now)
        await self.erasure.erase(player.id, message.reason, message.asked_by, now)
        await self.journal.note(AccessEvent.ACCOUNT_ERASED, Visit(), player.id)
        await self.commit()
        self.sign_out.announce(ended)
        return AccountErased(now)
