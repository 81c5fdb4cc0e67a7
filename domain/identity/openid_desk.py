"""The OpenID desk: one sign-in at a provider, from the question to whom it names."""

import hmac
from dataclasses import dataclass, field

from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.linked_method import SignInMethod
from domain.identity.openid import OpenIdProviders, OpenIdRequest
from domain.identity.outside_proof import OutsideProof
from domain.identity.refusals import ProofRejected
from domain.identity.single_use import SingleUse


@dataclass(frozen=True, slots=True)
class OpenIdAnswer:
    """What the provider sent its user back with, and the challenge that only whoever began it knows.

    ``issuer`` is the answer's ``iss`` (RFC 9207), where there is one.
    """

    challenge: ChallengeId
    state: str = field(repr=False)
    code: str = field(repr=False)
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class OpenIdDesk:
    providers: OpenIdProviders
    single_use: SingleUse

    async def proof_in(self, answer: OpenIdAnswer) -> OutsideProof:
        """The challenge is spent by the first answer, whatever it is worth.

        Raises ChallengeExpired, ProofRejected (WRONG_STATE, and what ``identify`` gives), TryAgainLater.
        """
        challenge = await self.single_use.spend(answer.challenge, ChallengeKind.OPENID_CONNECT)
        request = OpenIdRequest.read(challenge.facts)
        if not hmac.compare_digest(answer.state.encode("utf-8", "replace"), request.state.encode()):
            raise ProofRejected("WRONG_STATE")  # another page's answer, put before this client by somebody else
        if request.provider not in self.providers.names:  # taken away by the operator meanwhile
            raise ProofRejected("UNKNOWN_PROVIDER")
        identity = await self.providers.identify(request, answer.code, answer.issuer)
        return OutsideProof(SignInMethod.OPENID_CONNECT, identity.whole_subject, identity.label)
