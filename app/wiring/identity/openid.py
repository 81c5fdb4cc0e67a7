"""OpenID Connect."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from app.dispatch import Wiring
from app.wiring.identity.parts import IdentityParts
from domain.identity import BeginOpenIdLogin, FindOpenIdProviders, LinkOpenId, LoginWithOpenId
from domain.identity.openid_desk import OpenIdDesk
from domain.identity.use_cases.begin_openid_login import BeginOpenIdLoginHandler
from domain.identity.use_cases.find_openid_providers import FindOpenIdProvidersHandler
from domain.identity.use_cases.link_openid import LinkOpenIdHandler
from domain.identity.use_cases.login_with_openid import LoginWithOpenIdHandler


def wire_openid(parts: IdentityParts) -> Wiring:
    handlers = OpenIdHandlers(parts)
    return {
        BeginOpenIdLogin: handlers.begin_login,
        LoginWithOpenId: handlers.login,
        LinkOpenId: handlers.link,
        FindOpenIdProviders: handlers.find_providers,
    }


@dataclass(frozen=True, slots=True)
class OpenIdHandlers:
    """Each method builds one handler around one session."""

    parts: IdentityParts

    def begin_login(self, session: AsyncSession) -> BeginOpenIdLoginHandler:
        parts = self.parts
        return BeginOpenIdLoginHandler(
            rules=parts.profile.sign_in,
            throttle=parts.services.throttle,
            providers=parts.services.openid,
            codes=parts.codes(session),
            random=parts.platform.random,
            commit=session.commit,
        )

    def login(self, session: AsyncSession) -> LoginWithOpenIdHandler:
        parts = self.parts
        return LoginWithOpenIdHandler(
            rules=parts.profile.sign_in,
            throttle=parts.services.throttle,
            desk=self._desk(session),
            outside=parts.outside(session),
            journal=parts.journal(session),
            commit=session.commit,
        )

    def link(self, session: AsyncSession) -> LinkOpenIdHandler:
        parts = self.parts
        return LinkOpenIdHandler(
            rules=parts.profile.sign_in,
            proof=parts.fresh_proof(session),
            desk=self._desk(session),
            linking=parts.linking(session),
            clock=parts.platform.clock,
            ids=parts.platform.ids,
            commit=session.commit,
        )

    def find_providers(self, session: AsyncSession) -> FindOpenIdProvidersHandler:
        del session
        return FindOpenIdProvidersHandler(self.parts.profile.sign_in, self.parts.services.openid)

    def _desk(self, session: AsyncSession) -> OpenIdDesk:
        return OpenIdDesk(self.parts.services.openid, self.parts.single_use(session))
