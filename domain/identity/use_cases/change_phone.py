"""Change the phone number: a code goes to the new one."""

from dataclasses import dataclass, field

from domain.identity.phone_desk import PhoneCodeSent, PhoneDesk
from domain.identity.phone_number import phone_number
from domain.identity.ports import Players
from domain.identity.session import Visit
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.viewer import Viewer
from domain.shared import Handler, Message


@dataclass(frozen=True, slots=True)
class ChangePhone(Message[PhoneCodeSent]):
    viewer: Viewer
    new_phone: str = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True)
class ChangePhoneHandler:
    """Raises InvalidInput, StepUpRequired, NotSignedIn, NotAllowed, TooManyAttempts.

    Nothing changes before the code is back (``VerifyPhone``). Needs fresh proof (GLI-19 2.5.2(e)).
    """

    proof: Handler[RequireFreshProof, None]
    players: Players
    desk: PhoneDesk

    async def __call__(self, message: ChangePhone) -> PhoneCodeSent:
        phone, viewer = phone_number(message.new_phone, "new_phone"), message.viewer
        await self.proof(RequireFreshProof(viewer))
        player = (await self.players.get((viewer.player_id,)))[viewer.player_id]
        return await self.desk.send_code(player, phone, message.visit, "new_phone")
