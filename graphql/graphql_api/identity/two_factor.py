"""Two-factor sign-in: an authenticator app and its recovery codes."""

from datetime import datetime
from enum import Enum
from typing import Annotated

import segno
import strawberry

from domain.identity import (
    BeginTwoFactorSetup,
    ConfirmTwoFactorSetup,
    DisableTwoFactor,
    RegenerateRecoveryCodes,
)
from graphql_api.core import Info, InvalidInput, NotAllowed, NotSignedIn, mutation
from graphql_api.identity.challenges import challenge_id
from graphql_api.identity.refusals import ChallengeExpired, StepUpRequired, TwoFactorAlreadyEnabled, WrongCode
from graphql_api.identity.signed_in import visit

QR_MODULE_PIXELS = 4


@strawberry.enum(description="What can be a second factor. Values may be added.")
class TwoFactorMethod(Enum):
    TOTP = strawberry.enum_value("TOTP", description="An authenticator app (RFC 6238).")


@strawberry.type
class BeginTwoFactorSetupSuccess:
    """Nothing is on yet: show the QR code, then send the app's first code to `confirmTwoFactorSetup`."""

    challenge: strawberry.ID
    secret: str = strawberry.field(description="In base32, for who cannot scan. Shown now and never again.")
    otpauth_uri: str = strawberry.field(description="What the QR code holds.")
    qr_code: str = strawberry.field(description="An SVG image as a data URI.")
    expires_at: datetime


@strawberry.type
class ConfirmTwoFactorSetupSuccess:
    """Two-factor sign-in is on."""

    recovery_codes: list[str] = strawberry.field(
        description="Each opens one sign-in when the app is gone. Shown now and never again."
    )


@strawberry.type
class DisableTwoFactorSuccess:
    """Two-factor sign-in is off, and the recovery codes are worth nothing."""

    disabled_at: datetime


@strawberry.type
class RegenerateRecoveryCodesSuccess:
    """All codes before are worth nothing."""

    recovery_codes: list[str] = strawberry.field(description="Shown now and never again.")


@strawberry.input
class BeginTwoFactorSetupInput:
    method: TwoFactorMethod = TwoFactorMethod.TOTP


@strawberry.input
class ConfirmTwoFactorSetupInput:
    challenge: strawberry.ID = strawberry.field(description="Of `beginTwoFactorSetup`.")
    code: str = strawberry.field(description="Six digits, as the app shows them now.")


@strawberry.input
class DisableTwoFactorInput:
    method: TwoFactorMethod = TwoFactorMethod.TOTP


@strawberry.input
class RegenerateRecoveryCodesInput:
    method: TwoFactorMethod = strawberry.field(default=TwoFactorMethod.TOTP, description="Whose codes.")


BeginTwoFactorSetupResult = Annotated[
    BeginTwoFactorSetupSuccess | TwoFactorAlreadyEnabled | StepUpRequired | NotAllowed | NotSignedIn | InvalidInput,
    strawberry.union("BeginTwoFactorSetupResult"),
]
ConfirmTwoFactorSetupResult = Annotated[
    ConfirmTwoFactorSetupSuccess
    | WrongCode
    | ChallengeExpired
    | TwoFactorAlreadyEnabled
    | NotAllowed
    | NotSignedIn
    | InvalidInput,
    strawberry.union("ConfirmTwoFactorSetupResult"),
]
DisableTwoFactorResult = Annotated[
    DisableTwoFactorSuccess | StepUpRequired | NotAllowed | NotSignedIn | InvalidInput,
    strawberry.union("DisableTwoFactorResult"),
]
RegenerateRecoveryCodesResult = Annotated[
    RegenerateRecoveryCodesSuccess | StepUpRequired | NotAllowed | NotSignedIn | InvalidInput,
    strawberry.union("RegenerateRecoveryCodesResult"),
]


@strawberry.type
class TwoFactorMutations:
    @mutation
    async def begin_two_factor_setup(self, info: Info, input: BeginTwoFactorSetupInput) -> BeginTwoFactorSetupResult:
        """Makes a secret for an authenticator app. Needs fresh proof: `stepUp`."""
        del input
        setup = await info.context.dispatch(BeginTwoFactorSetup(info.context.signed_in()))
        return BeginTwoFactorSetupSuccess(
            challenge=strawberry.ID(str(setup.challenge)),
            secret=setup.secret,
            otpauth_uri=setup.otpauth_uri,
            qr_code=segno.make(setup.otpauth_uri, error="m", micro=False).svg_data_uri(scale=QR_MODULE_PIXELS),
            expires_at=setup.expires_at,
        )

    @mutation
    async def confirm_two_factor_setup(
        self, info: Info, input: ConfirmTwoFactorSetupInput
    ) -> ConfirmTwoFactorSetupResult:
        """Turns two-factor sign-in on, once the app shows the right code; answers the recovery codes."""
        viewer = info.context.signed_in()
        enabled = await info.context.dispatch(
            ConfirmTwoFactorSetup(viewer, challenge_id(input.challenge), input.code, visit(info.context))
        )
        return ConfirmTwoFactorSetupSuccess(recovery_codes=list(enabled.recovery_codes))

    @mutation
    async def disable_two_factor(self, info: Info, input: DisableTwoFactorInput) -> DisableTwoFactorResult:
        """Turns two-factor sign-in off. Needs fresh proof by the second factor: `stepUp`."""
        del input
        disabled = await info.context.dispatch(DisableTwoFactor(info.context.signed_in(), visit(info.context)))
        return DisableTwoFactorSuccess(disabled_at=disabled.disabled_at)

    @mutation
    async def regenerate_recovery_codes(
        self, info: Info, input: RegenerateRecoveryCodesInput
    ) -> RegenerateRecoveryCodesResult:
        """New recovery codes in the place of all before. Needs fresh proof: `stepUp`."""
        del input
        made = await info.context.dispatch(RegenerateRecoveryCodes(info.context.signed_in(), visit(info.context)))
        return RegenerateRecoveryCodesSuccess(recovery_codes=list(made.recovery_codes))
