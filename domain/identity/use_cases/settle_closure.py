"""Settle a closure: a closed account can be entered exactly while something of its player's is left in it."""

from dataclasses import dataclass

from domain.identity.accounts import Accounts, Holdings, SignOut
from domain.identity.player import PlayerStatus
from domain.identity.ports import PlayerGates
from domain.identity.session import EndReason
from domain.identity.use_cases.close_account import SHUT_BLOCKS
from domain.shared import Clock, Commit, PlayerId
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class SettleClosure(Request[None]):
    """Once the last payout has left, nobody signs in any more; where money came in late, its player can again."""

    player_id: PlayerId


@dataclass(frozen=True, slots=True)
class SettleClosureHandler:
    """Does nothing to an account that is not closed, or where all is as it should be."""

    accounts: Accounts
    gates: PlayerGates
    holdings: Holdings
    sign_out: SignOut
    clock: Clock
    commit: Commit

    async def __call__(self, message: SettleClosure) -> None:
        player = await self.accounts.hold(message.player_id)
        if player.status is not PlayerStatus.CLOSED:
            return
        await self.gates.block(player.id, ())  # takes the lock that the settlement lane takes
        left = await self.holdings.left(player.id)
        shut = "login:CLOSED" in (await self.gates.blocks((player.id,)))[player.id]
        if left and shut:
            await self.gates.unblock(player.id, SHUT_BLOCKS)
            await self.commit()
        elif not left and not shut:
            await self.gates.block(player.id, SHUT_BLOCKS)
            ended = await self.sign_out.end(player.id, EndReason.ACCOUNT_CLOSED, self.clock.now())
            await self.commit()
            self.sign_out.announce(ended)
