"""Request a phone code: the account's first number, before it is proved."""

from dataclasses import dataclass, field

from domain.identity.phone_desk import PhoneCodeSent, PhoneDesk
from domain.identity.phone_number import phone_number
from domain.identity.ports import Players
from domain.identity.session import Visit
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.viewer import Viewer
from domain.shared import Handler, Message, NotAllowed


@dataclass(frozen=True, slots=True)
class RequestPhoneCode(Message[PhoneCodeSent]):
    viewer: Viewer
    phone: str = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True)
class RequestPhoneCodeHandler:
    """Raises InvalidInput, NotAllowed (PHONE_ON_FILE: that is ``ChangePhone``), StepUpRequired, NotSignedIn,
    TooManyAttempts.

    Needs fresh proof although nothing is replaced: a number becomes a way in.
    """

    proof: Handler[RequireFreshProof, None]
    players: Players
    desk: PhoneDesk

    async def __call__(self, message: RequestPhoneCode) -> PhoneCodeSent:
        phone, viewer = phone_number(message.phone), message.viewer
        player = (await self.players.get((viewer.player_id,)))[viewer.player_id]
        if player.phone is not None:
            raise NotAllowed(("PHONE_ON_FILE",))
        await self.proof(RequireFreshProof(viewer))
        return await self.desk.send_code(player, phone, message.visit)
