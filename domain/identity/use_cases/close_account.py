"""Close the account: at any time, and for good."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.identity.access import AccessEvent
from domain.identity.accounts import Accounts, Holdings, SignOut
from domain.identity.journal import Journal
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.player import PlayerStatus
from domain.identity.ports import PlayerGates, Players
from domain.identity.session import EndReason, Visit
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.viewer import Viewer
from domain.shared import Clock, Commit, Handler, InvalidInput, NotAllowed
from domain.shared import Message as Request

CLOSED_BLOCKS = ("deposit:CLOSED", "bet:CLOSED", "marketing:CLOSED")
SHUT_BLOCKS = ("login:CLOSED", "withdraw:CLOSED")
"""Besides those, once nothing of the player's is left."""
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class AccountClosed:
    """``balance_left``: the player may still sign in, to be paid out and for nothing else; then that ends too."""

    closed_at: datetime
    balance_left: bool


@dataclass(frozen=True, slots=True)
class CloseAccount(Request[AccountClosed]):
    viewer: Viewer
    visit: Visit
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CloseAccountHandler:
    """Raises InvalidInput, StepUpRequired, NotSignedIn; NotAllowed(CLOSED) when it is closed already.

    GLI-19 A.3.10: a player closes the account at any time, and gets what is left in it.
    """

    proof: Handler[RequireFreshProof, None]
    players: Players
    accounts: Accounts
    gates: PlayerGates
    holdings: Holdings
    sign_out: SignOut
    messenger: Messenger
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: CloseAccount) -> AccountClosed:
        if len(message.reason) > LONGEST_REASON:
            raise InvalidInput.of("reason", "TOO_LONG")
        viewer = message.viewer
        await self.proof(RequireFreshProof(viewer))
        player = await self.accounts.hold(viewer.player_id)
        if player.status is not PlayerStatus.ACTIVE:
            raise NotAllowed(("CLOSED",))
        now = self.clock.now()
        await self.players.save(replace(player, status=PlayerStatus.CLOSED, closed_at=now))
        await self.accounts.keep_closing_reason(player.id, message.reason.strip())
        await self.gates.block(player.id, CLOSED_BLOCKS)
        balance_left = await self.holdings.left(player.id)
        if not balance_left:
            await self.gates.block(player.id, SHUT_BLOCKS)
        spare = viewer.session_id if balance_left else None
        ended = await self.sign_out.end(player.id, EndReason.ACCOUNT_CLOSED, now, spare)
        await self.journal.note(AccessEvent.ACCOUNT_CLOSED, message.visit, player.id, viewer.session_id)
        await self.messenger.send(
            Message(Channel.EMAIL, player.email.shown, Template.ACCOUNT_CLOSED, player.language, player_id=player.id)
        )
        await self.commit()
        self.sign_out.announce(ended)
        return AccountClosed(now, balance_left)
