"""OpenID providers that believe every code they gave out."""

from dataclasses import dataclass, field

from domain.identity.openid import OpenIdIdentity, OpenIdRequest
from domain.identity.refusals import ProofRejected


@dataclass
class MemoryProviders:
    """``codes`` are good once, each for the subject it stands for."""

    names: tuple[str, ...] = ("mock",)
    codes: dict[str, str] = field(default_factory=dict)
    asked: list[OpenIdRequest] = field(default_factory=list)

    def returns_to(self, url: str) -> bool:
        return url.startswith("https://casino.example/")

    async def authorization_url(self, request: OpenIdRequest) -> str:
        self.asked.append(request)
        return f"https://op.example/authorize?state={request.state}"

    async def identify(self, request: OpenIdRequest, code: str, issuer: str | None) -> OpenIdIdentity:
        if issuer not in (None, "https://op.example"):
            raise ProofRejected("WRONG_ISSUER")
        subject = self.codes.pop(code, None)
        if subject is None:
            raise ProofRejected("CODE_REJECTED")
        return OpenIdIdentity("https://op.example", subject, f"{request.provider} {subject}")
