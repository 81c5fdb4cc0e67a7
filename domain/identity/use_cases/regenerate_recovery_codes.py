"""Regenerate the recovery codes: new ones, and all before are worth nothing."""

from dataclasses import dataclass, field

from domain.identity.access import AccessEvent
from domain.identity.journal import Journal
from domain.identity.recovery_codes import RecoveryCodes, replace_recovery_codes
from domain.identity.second_factors import SecondFactors
from domain.identity.session import Visit
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.viewer import Viewer
from domain.jurisdiction import CodeRules
from domain.shared import Commit, Handler, NotAllowed
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class RecoveryCodesRegenerated:
    """``recovery_codes`` are shown now and never again."""

    recovery_codes: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class RegenerateRecoveryCodes(Request[RecoveryCodesRegenerated]):
    viewer: Viewer
    visit: Visit


@dataclass(frozen=True, slots=True)
class RegenerateRecoveryCodesHandler:
    """Raises NotAllowed (TWO_FACTOR_NOT_ENABLED), StepUpRequired, NotSignedIn."""

    rules: CodeRules
    factors: SecondFactors
    recovery_codes: RecoveryCodes
    proof: Handler[RequireFreshProof, None]
    journal: Journal
    commit: Commit

    async def __call__(self, message: RegenerateRecoveryCodes) -> RecoveryCodesRegenerated:
        viewer = message.viewer
        if await self.factors.totp_of(viewer.player_id) is None:
            raise NotAllowed(("TWO_FACTOR_NOT_ENABLED",))
        await self.proof(RequireFreshProof(viewer))
        texts = await replace_recovery_codes(
            self.factors, self.recovery_codes, viewer.player_id, self.rules.recovery_codes
        )
        await self.journal.note(AccessEvent.RECOVERY_CODES_RENEWED, message.visit, viewer.player_id, viewer.session_id)
        await self.commit()
        return RecoveryCodesRegenerated(texts)
