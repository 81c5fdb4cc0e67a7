"""What a credential's JSON says, read with care: strangers write it."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from webauthn.helpers import parse_attestation_object, parse_authenticator_data, parse_client_data_json
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorData,
    CollectedClientData,
    RegistrationCredential,
)

from domain.identity.refusals import ProofRejected

_LONGEST_CREDENTIAL = 16_384
"""Characters; an RSA key with a certified attestation is about a third of it."""

Credential = TypeVar("Credential")


@contextmanager
def malformed() -> Iterator[None]:
    """Whatever breaks in here breaks on what a stranger sent: the libraries raise what their parts raise."""
    try:
        yield
    except ProofRejected:
        raise
    except Exception:
        raise ProofRejected("MALFORMED") from None


def read(credential: str, parse: Callable[[str], Credential]) -> Credential:
    with malformed():
        if len(credential) > _LONGEST_CREDENTIAL:
            raise ProofRejected("MALFORMED")
        return parse(credential)


@dataclass(frozen=True, slots=True)
class Said:
    """What the browser says of the ceremony, and the device of itself."""

    client: CollectedClientData
    device: AuthenticatorData

    @classmethod
    def in_registration(cls, parsed: RegistrationCredential) -> "Said":
        with malformed():
            made = parse_attestation_object(parsed.response.attestation_object)
            return cls(parse_client_data_json(parsed.response.client_data_json), made.auth_data)

    @classmethod
    def in_assertion(cls, parsed: AuthenticationCredential) -> "Said":
        with malformed():
            device = parse_authenticator_data(parsed.response.authenticator_data)
            return cls(parse_client_data_json(parsed.response.client_data_json), device)

    def refuse_unless(self, kind: str, nonce: bytes, origins: Collection[str], domain_digest: bytes) -> None:
        """WebAuthn 7.1 and 7.2: the steps that need no key. A page in somebody else's frame is another origin."""
        if self.client.type != kind:
            raise ProofRejected("MALFORMED")
        if self.client.challenge != nonce:
            raise ProofRejected("WRONG_CHALLENGE")
        if self.client.origin not in origins or self.client.cross_origin:
            raise ProofRejected("WRONG_ORIGIN")
        if self.device.rp_id_hash != domain_digest:
            raise ProofRejected("WRONG_DOMAIN")
        if not self.device.flags.up:
            raise ProofRejected("NOT_VERIFIED")
