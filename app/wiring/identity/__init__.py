"""Identity's messages and who handles them: one file per slice."""

from app.dispatch import Wiring
from app.platform import Platform
from app.wiring.identity.account import wire_account
from app.wiring.identity.openid import wire_openid
from app.wiring.identity.outside import wire_outside
from app.wiring.identity.parts import IdentityParts
from app.wiring.identity.passkeys import wire_passkeys
from app.wiring.identity.phone import wire_phone
from app.wiring.identity.recovery import wire_recovery
from app.wiring.identity.registration import wire_registration
from app.wiring.identity.rules import wire_rules
from app.wiring.identity.sessions import wire_sessions
from app.wiring.identity.sign_in import wire_sign_in
from app.wiring.identity.two_factor import wire_two_factor


def wire_identity(platform: Platform) -> Wiring:
    parts = IdentityParts(platform)
    return {
        **wire_registration(parts),
        **wire_sign_in(parts),
        **wire_sessions(parts),
        **wire_two_factor(parts),
        **wire_outside(parts),
        **wire_account(parts),
        **wire_phone(parts),
        **wire_passkeys(parts),
        **wire_openid(parts),
        **wire_recovery(parts),
        **wire_rules(parts),
    }
