"""Where an account is signed in, and who tried to be: identity's part of ``Player`` about sessions."""

from datetime import datetime

import strawberry
from strawberry.dataloader import DataLoader

from domain import identity
from domain.identity import (
    Access,
    FindOpenSessions,
    FindPreviousSignIn,
    FindSignIns,
    Viewer,
    device_name,
)
from graphql_api.core import (
    Connection,
    Context,
    CountryCode,
    Info,
    page_request,
)
from graphql_api.core import query as reading
from graphql_api.identity.geography import country_of
from graphql_api.identity.player_fields import PlayerFields
from graphql_api.identity.session import Session

AccessEvent = strawberry.enum(
    identity.AccessEvent, name="AccessEvent", description="What happened to an account. Values may be added."
)


@strawberry.type
class SignInRecord:
    """Somebody tried to get into this account, with or without success."""

    at: datetime
    event: identity.AccessEvent
    ip: str = strawberry.field(description="Empty when unknown.")
    user_agent: str = strawberry.field(description="Empty when unknown.")
    device: str = strawberry.field(description="The user agent in short: `Firefox on Windows`; else as it came.")

    @strawberry.field
    def country(self, info: Info) -> CountryCode | None:
        """Null: not known."""
        return country_of(info, self.ip)

    @classmethod
    def of(cls, access: Access) -> "SignInRecord":
        agent = access.visit.user_agent
        return cls(at=access.at, event=access.event, ip=access.visit.ip, user_agent=agent, device=device_name(agent))


@strawberry.type
class LastLogin:
    """The sign-in before this session's: whoever does not remember it should look into `loginHistory`."""

    at: datetime
    ip: str = strawberry.field(description="Empty when unknown.")

    @strawberry.field
    def country(self, info: Info) -> CountryCode | None:
        """Null: not known."""
        return country_of(info, self.ip)


class PreviousSignIns(DataLoader[Viewer, identity.Session | None]):
    """An operation has one viewer, so one statement at most."""

    def __init__(self, context: Context) -> None:
        async def load(viewers: list[Viewer]) -> list[identity.Session | None]:
            return [await context.dispatch(FindPreviousSignIn(viewer)) for viewer in viewers]

        super().__init__(load)


@strawberry.type
class SessionPlayerFields(PlayerFields):
    @reading(Connection[Session].empty)
    async def sessions(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> Connection[Session]:
        """The sessions that are open, newest first."""
        request = page_request(first, after, last, before)
        if request is None:
            return Connection.empty()
        page = await info.context.dispatch(FindOpenSessions(self.player_id, request))
        viewer = info.context.viewer
        return Connection.of(page, request, lambda session: Session.of(session, viewer))

    @reading(Connection[SignInRecord].empty)
    async def login_history(
        self,
        info: Info,
        first: int | None = None,
        after: str | None = None,
        last: int | None = None,
        before: str | None = None,
    ) -> Connection[SignInRecord]:
        """Who tried to get into this account, good and bad, newest first."""
        request = page_request(first, after, last, before)
        if request is None:
            return Connection.empty()
        page = await info.context.dispatch(FindSignIns(self.player_id, request))
        return Connection.of(page, request, SignInRecord.of)

    @strawberry.field
    async def last_login(self, info: Info) -> LastLogin | None:
        """The sign-in before this session's; null: this is the first."""
        viewer = info.context.viewer
        before = None if viewer is None else await info.context.loader(PreviousSignIns).load(viewer)
        return None if before is None else LastLogin(at=before.started_at, ip=before.visit.ip)
