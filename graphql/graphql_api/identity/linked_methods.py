"""Linking ways to sign in, and unlinking them."""

from typing import Annotated

import strawberry

from domain.identity import LinkedMethodId, LinkSignInMethod, MiniAppEvidence, OutsideEvidence, UnlinkSignInMethod
from domain.shared import InvalidInput as BadInput
from graphql_api.core import Info, InvalidInput, NotAllowed, NotSignedIn, TooManyAttempts, field_texts, mutation
from graphql_api.core.ids import require_uuid
from graphql_api.identity.linked_method_fields import LinkedSignInMethod
from graphql_api.identity.player import Player
from graphql_api.identity.refusals import (
    ChallengeExpired,
    LastSignInMethod,
    ProofRejected,
    SignInMethodTaken,
    StepUpRequired,
)
from graphql_api.identity.signed_in import visit
from graphql_api.identity.telegram import TelegramWidgetInput, widget_evidence
from graphql_api.identity.wallets import WalletProofInput, wallet_evidence

field_texts(
    {
        "ONE_PROOF": "Please give one proof.",
        "UNKNOWN_METHOD": "This is none of your ways to sign in.",
    }
)


@strawberry.type
class LinkSignInMethodSuccess:
    """From now on it opens this account."""

    method: LinkedSignInMethod
    player: Player


@strawberry.type
class UnlinkSignInMethodSuccess:
    """It opens this account no more."""

    method_id: strawberry.ID
    player: Player


@strawberry.input
class LinkSignInMethodInput:
    """One proof, the same as for signing in by it. Passkeys and OpenID Connect have mutations of their own."""

    telegram_init_data: str | None = strawberry.field(default=None, description="As in `loginWithTelegram`.")
    telegram_widget: TelegramWidgetInput | None = None
    wallet: WalletProofInput | None = None


@strawberry.input
class UnlinkSignInMethodInput:
    method_id: strawberry.ID = strawberry.field(description="Of `player.signInMethods`.")


LinkSignInMethodResult = Annotated[
    LinkSignInMethodSuccess
    | StepUpRequired
    | SignInMethodTaken
    | ProofRejected
    | ChallengeExpired
    | NotAllowed
    | TooManyAttempts
    | NotSignedIn
    | InvalidInput,
    strawberry.union("LinkSignInMethodResult"),
]
UnlinkSignInMethodResult = Annotated[
    UnlinkSignInMethodSuccess | StepUpRequired | LastSignInMethod | NotAllowed | NotSignedIn | InvalidInput,
    strawberry.union("UnlinkSignInMethodResult"),
]


@strawberry.type
class LinkedMethodMutations:
    @mutation
    async def link_sign_in_method(self, info: Info, input: LinkSignInMethodInput) -> LinkSignInMethodResult:
        """One more way to sign in to this account. Needs fresh proof: `stepUp`."""
        context = info.context
        viewer = context.signed_in()
        linked = await context.dispatch(LinkSignInMethod(viewer, _evidence(input), visit(context)))
        return LinkSignInMethodSuccess(method=LinkedSignInMethod.of(linked), player=Player.of(viewer.player_id))

    @mutation
    async def unlink_sign_in_method(self, info: Info, input: UnlinkSignInMethodInput) -> UnlinkSignInMethodResult:
        """Takes a way to sign in away, but never the last one. Needs fresh proof: `stepUp`."""
        context = info.context
        viewer = context.signed_in()
        method_id = LinkedMethodId(require_uuid("LinkedSignInMethod", input.method_id, "method_id"))
        await context.dispatch(UnlinkSignInMethod(viewer, method_id, visit(context)))
        return UnlinkSignInMethodSuccess(method_id=input.method_id, player=Player.of(viewer.player_id))


def _evidence(given: LinkSignInMethodInput) -> OutsideEvidence:
    offered: list[OutsideEvidence] = []
    if given.telegram_init_data is not None:
        offered.append(MiniAppEvidence(given.telegram_init_data))
    if given.telegram_widget is not None:
        offered.append(widget_evidence(given.telegram_widget))
    if given.wallet is not None:
        offered.append(wallet_evidence(given.wallet))
    if len(offered) != 1:
        raise BadInput.of("input", "ONE_PROOF")
    return offered[0]
