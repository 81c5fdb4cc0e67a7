"""Being known: here by documents and staff, or at a vendor."""

from typing import Annotated

import strawberry

from domain.jurisdiction import KycLevel
from domain.kyc import StartKyc, StartVendorKyc, SubmitKyc
from graphql_api.core import (
    Info,
    InvalidInput,
    NotAllowed,
    NotSignedIn,
    TooManyAttempts,
    TryAgainLater,
    Url,
    mutation,
)
from graphql_api.identity.player import Player
from graphql_api.kyc.documents import KycDocumentMutations
from graphql_api.kyc.refusals import (
    KycDetailsRequired,
    KycDocumentsRequired,
    KycNotOpen,
    KycVendorNotOffered,
)

_LEVEL = "Any but `NONE`."


@strawberry.input
class StartKycInput:
    level: KycLevel = strawberry.field(description=_LEVEL)


@strawberry.input
class StartVendorKycInput:
    level: KycLevel = strawberry.field(description=_LEVEL)


@strawberry.input
class SubmitKycInput:
    level: KycLevel = strawberry.field(description=_LEVEL)


@strawberry.type
class StartKycSuccess:
    """Upload documents where the level needs them, then `submitKyc`."""

    player: Player


@strawberry.type
class StartVendorKycSuccess:
    """Send the player to `url`, or give `token` to the vendor's SDK; `kycChanged` brings the verdict."""

    vendor: str
    token: str = strawberry.field(description="For the vendor's SDK; empty: it has none. Keep it out of logs.")
    url: Url | None = strawberry.field(description="The vendor's page for this player; null: it has none.")
    player: Player


@strawberry.type
class SubmitKycSuccess:
    """Staff look at it; `kycChanged` brings their decision."""

    player: Player


StartKycResult = Annotated[
    StartKycSuccess | KycDetailsRequired | KycNotOpen | InvalidInput | NotSignedIn | NotAllowed,
    strawberry.union("StartKycResult"),
]
StartVendorKycResult = Annotated[
    StartVendorKycSuccess
    | KycDetailsRequired
    | KycNotOpen
    | KycVendorNotOffered
    | InvalidInput
    | NotSignedIn
    | NotAllowed
    | TooManyAttempts
    | TryAgainLater,
    strawberry.union("StartVendorKycResult"),
]
SubmitKycResult = Annotated[
    SubmitKycSuccess | KycDetailsRequired | KycDocumentsRequired | KycNotOpen | InvalidInput | NotSignedIn | NotAllowed,
    strawberry.union("SubmitKycResult"),
]


@strawberry.type
class KycMutations(KycDocumentMutations):
    @mutation
    async def start_kyc(self, info: Info, input: StartKycInput) -> StartKycResult:
        """Begins a level that our own staff check, or begins it again after a rejection that allows it."""
        viewer = info.context.signed_in()
        await info.context.dispatch(StartKyc(viewer, input.level))
        return StartKycSuccess(player=Player.of(viewer.player_id))

    @mutation
    async def start_vendor_kyc(self, info: Info, input: StartVendorKycInput) -> StartVendorKycResult:
        """Begins a level at a company that checks people. Safe to repeat: another token for the same examination."""
        viewer = info.context.signed_in()
        started = await info.context.dispatch(StartVendorKyc(viewer, input.level))
        return StartVendorKycSuccess(
            vendor=started.vendor,
            token=started.token,
            url=Url(started.url) if started.url else None,
            player=Player.of(viewer.player_id),
        )

    @mutation
    async def submit_kyc(self, info: Info, input: SubmitKycInput) -> SubmitKycResult:
        """Hands a level in that was begun with `startKyc`. `IDENTITY` needs no document, every other level one."""
        viewer = info.context.signed_in()
        await info.context.dispatch(SubmitKyc(viewer, input.level))
        return SubmitKycSuccess(player=Player.of(viewer.player_id))
