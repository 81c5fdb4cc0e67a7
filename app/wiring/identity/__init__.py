"""Identity's messages and who handles them: one file per slice."""

from app.dispatch import Wiring
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from app.wiring.identity.registration import wire_registration
from app.wiring.identity.sign_in import wire_sign_in
from app.wiring.identity.two_factor import wire_two_factor


def wire_identity(platform: Platform) -> Wiring:
    parts = IdentityParts(platform)
    return {
        **wire_registration(parts),
        **wire_sign_in(parts),
        **wire_two_factor(parts),
    }
