"""Unlink a way to sign in, but never the last one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.identity.access import AccessEvent
from domain.identity.accounts import Accounts
from domain.identity.journal import Journal
from domain.identity.linked_method import LinkedMethod, LinkedMethodId, LinkedMethods, SignInMethod
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.ports import Players
from domain.identity.refusals import LastSignInMethod
from domain.identity.session import Visit
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.viewer import Viewer
from domain.shared import Commit, Handler, InvalidInput, PlayerId
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class SignInMethodUnlinked:
    method_id: LinkedMethodId


@dataclass(frozen=True, slots=True)
class UnlinkSignInMethod(Request[SignInMethodUnlinked]):
    viewer: Viewer
    method_id: LinkedMethodId
    visit: Visit


@dataclass(frozen=True, slots=True)
class UnlinkSignInMethodHandler:
    """Raises NotSignedIn, StepUpRequired, InvalidInput (not one of this player's), LastSignInMethod.

    What must remain is a password or another linked method that this installation offers. Codes by message do not
    count: whoever holds the mailbox for an hour would hold the account.
    """

    proof: Handler[RequireFreshProof, None]
    offered: Collection[SignInMethod]
    accounts: Accounts
    linked: LinkedMethods
    players: Players
    messenger: Messenger
    journal: Journal
    commit: Commit

    async def __call__(self, message: UnlinkSignInMethod) -> SignInMethodUnlinked:
        viewer = message.viewer
        await self.proof(RequireFreshProof(viewer))
        player = await self.accounts.hold(viewer.player_id)
        methods = await self.linked.of(viewer.player_id)
        going = next((each for each in methods if each.id == message.method_id), None)
        if going is None:
            raise InvalidInput.of("method_id", "UNKNOWN_METHOD")
        await self._require_another(viewer.player_id, [each for each in methods if each.id != going.id])
        await self.linked.remove(going.id)
        await self.journal.note(AccessEvent.METHOD_UNLINKED, message.visit, viewer.player_id, viewer.session_id)
        await self.messenger.send(
            Message(
                Channel.EMAIL,
                player.email.shown,
                Template.SIGN_IN_METHOD_UNLINKED,
                player.language,
                {"method": going.method.value},
                player.id,
            )
        )
        await self.commit()
        return SignInMethodUnlinked(going.id)

    async def _require_another(self, player_id: PlayerId, others: Sequence[LinkedMethod]) -> None:
        if any(each.method in self.offered for each in others):
            return
        on_file = await self.players.password_of(player_id)
        if on_file is None or on_file.hash is None or SignInMethod.PASSWORD not in self.offered:
            raise LastSignInMethod
