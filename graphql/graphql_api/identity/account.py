"""The player's own record, the terms, and leaving."""

from datetime import datetime
from enum import Enum
from typing import Annotated

import strawberry

from domain.identity import AcceptTerms, CloseAccount, RequestDataExport, UpdateProfile
from graphql_api.core import (
    Info,
    InvalidInput,
    NotAllowed,
    NotSignedIn,
    TooManyAttempts,
    Url,
    field_texts,
    mutation,
)
from graphql_api.identity.consents import ConsentMutations
from graphql_api.identity.cookies import SESSION_COOKIES
from graphql_api.identity.credentials import CredentialMutations
from graphql_api.identity.player import Player
from graphql_api.identity.refusals import StepUpRequired, TermsChanged, UsernameTaken
from graphql_api.identity.signed_in import visit

field_texts({"RESERVED": "This name is ours."})

_PROOF = "Needs fresh proof: `stepUp`."


@strawberry.input
class UpdateProfileInput:
    """What is left out stays as it is."""

    username: str | None = strawberry.field(
        default=None, description="3 to 20 letters and digits of ASCII, `-` or `_` between them; unique in either case."
    )
    language: str | None = strawberry.field(default=None, description="Of our messages: `en` or `de`.")
    first_name: str | None = strawberry.field(default=None, description=_PROOF)
    last_name: str | None = strawberry.field(default=None, description=_PROOF)
    address: str | None = strawberry.field(default=None, description=_PROOF)
    city: str | None = strawberry.field(default=None, description=_PROOF)
    postal_code: str | None = strawberry.field(default=None, description=_PROOF)


@strawberry.input
class AcceptTermsInput:
    terms_version: str = strawberry.field(description="`jurisdiction.termsVersion` as shown and agreed to.")


@strawberry.input
class CloseAccountInput:
    reason: str | None = strawberry.field(default=None, description="In your own words, up to 500 characters.")


@strawberry.enum(description="What an export is written as. Values may be added.")
class DataExportFormat(Enum):
    JSON = "JSON"


@strawberry.input
class RequestDataExportInput:
    format: DataExportFormat = DataExportFormat.JSON


@strawberry.type
class UpdateProfileSuccess:
    """Holds from now on."""

    player: Player


@strawberry.type
class AcceptTermsSuccess:
    """The terms are agreed to, and what they had closed is open."""

    terms_version: str
    privacy_version: str
    accepted_at: datetime
    player: Player


@strawberry.type
class CloseAccountSuccess:
    """The account is closed for good: no deposits, no bets, no marketing."""

    closed_at: datetime
    balance_left: bool = strawberry.field(
        description="True: this session goes on and signing in stays possible until everything is paid out. "
        "False: every session has ended, this one too."
    )


@strawberry.type
class RequestDataExportSuccess:
    """The file is being written. The link needs no sign-in and works once: keep it to yourself."""

    download_url: Url = strawberry.field(description="Answers 202 until the file is there, then 200 once, then 410.")
    link_expires_at: datetime = strawberry.field(description="Ask again then for another link to the same file.")
    ready: bool


UpdateProfileResult = Annotated[
    UpdateProfileSuccess | UsernameTaken | StepUpRequired | InvalidInput | NotSignedIn | NotAllowed | TooManyAttempts,
    strawberry.union("UpdateProfileResult"),
]
AcceptTermsResult = Annotated[
    AcceptTermsSuccess | TermsChanged | InvalidInput | NotAllowed | NotSignedIn, strawberry.union("AcceptTermsResult")
]
CloseAccountResult = Annotated[
    CloseAccountSuccess | StepUpRequired | InvalidInput | NotSignedIn | NotAllowed,
    strawberry.union("CloseAccountResult"),
]
RequestDataExportResult = Annotated[
    RequestDataExportSuccess | StepUpRequired | InvalidInput | NotAllowed | NotSignedIn,
    strawberry.union("RequestDataExportResult"),
]


@strawberry.type
class AccountMutations(CredentialMutations, ConsentMutations):
    @mutation
    async def update_profile(self, info: Info, input: UpdateProfileInput) -> UpdateProfileResult:
        """Changes what the player told about themselves. Name and address need fresh proof: `stepUp`."""
        context = info.context
        viewer = context.signed_in()
        await context.dispatch(
            UpdateProfile(
                viewer,
                visit(context),
                username=input.username,
                language=input.language,
                first_name=input.first_name,
                last_name=input.last_name,
                address=input.address,
                city=input.city,
                postal_code=input.postal_code,
            )
        )
        return UpdateProfileSuccess(player=Player.of(viewer.player_id))

    @mutation
    async def accept_terms(self, info: Info, input: AcceptTermsInput) -> AcceptTermsResult:
        """Agrees to the present terms, while signed in. At a sign-in: `login`'s `acceptedTermsVersion`."""
        context = info.context
        viewer = context.signed_in()
        accepted = await context.dispatch(AcceptTerms(viewer, input.terms_version, visit(context)))
        return AcceptTermsSuccess(
            terms_version=accepted.terms_version,
            privacy_version=accepted.privacy_version,
            accepted_at=accepted.accepted_at,
            player=Player.of(viewer.player_id),
        )

    @mutation
    async def close_account(self, info: Info, input: CloseAccountInput) -> CloseAccountResult:
        """Closes the account for good, at any time. Needs fresh proof: `stepUp`."""
        context = info.context
        closed = await context.dispatch(CloseAccount(context.signed_in(), visit(context), input.reason or ""))
        cookies = context.port(SESSION_COOKIES)
        if not closed.balance_left and cookies.asked_for(context.request):
            cookies.clear(context)
        return CloseAccountSuccess(closed_at=closed.closed_at, balance_left=closed.balance_left)

    @mutation
    async def request_data_export(self, info: Info, input: RequestDataExportInput) -> RequestDataExportResult:
        """Everything we hold about the player, as a file of JSON. Needs fresh proof: `stepUp`."""
        del input  # one format so far
        context = info.context
        requested = await context.dispatch(RequestDataExport(context.signed_in(), visit(context)))
        return RequestDataExportSuccess(
            download_url=Url(requested.link.url),
            link_expires_at=requested.link.expires_at,
            ready=requested.export.ready_at is not None,
        )
