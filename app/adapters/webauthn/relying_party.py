"""The relying party: asks devices for keys and signatures, and verifies what they answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.adapters.webauthn.reading import Said, malformed, read
from domain.identity.passkeys import Assertion, NewPasskey
from domain.identity.refusals import ProofRejected
from domain.shared import PlayerId

_PATIENCE_MS = 300_000
"""What the browser gives its user to find the device; a hint, and within the challenge's own time."""


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """``id`` is a domain; keys made for it work on ``origins`` of that domain and those below it."""

    id: str
    name: str
    origins: Collection[str]

    @classmethod
    def at(cls, base_url: str, origins: Collection[str], name: str = "Croupier") -> "RelyingParty":
        """Browsers take no bare address for a domain: a platform that has only that one is ``localhost`` to them."""
        host = urlsplit(base_url).hostname or "localhost"
        try:
            ip_address(host)
        except ValueError:
            return cls(host, name, origins)
        return cls("localhost", name, origins)

    def registration_options(self, nonce: bytes, player_id: PlayerId, name: str, keys: Sequence[str]) -> str:
        return options_to_json(
            generate_registration_options(
                rp_id=self.id,
                rp_name=self.name,
                user_id=player_id.bytes,
                user_name=name,
                challenge=nonce,
                timeout=_PATIENCE_MS,
                authenticator_selection=AuthenticatorSelectionCriteria(
                    resident_key=ResidentKeyRequirement.REQUIRED,
                    user_verification=UserVerificationRequirement.REQUIRED,
                ),
                exclude_credentials=_descriptors(keys),
            )
        )

    def registered(self, nonce: bytes, credential: str) -> NewPasskey:
        parsed = read(credential, parse_registration_credential_json)
        said = Said.in_registration(parsed)
        said.refuse_unless("webauthn.create", nonce, self.origins, self._digest)
        try:
            verified = verify_registration_response(
                credential=parsed,
                expected_challenge=nonce,
                expected_rp_id=self.id,
                expected_origin=list(self.origins),
            )
        except Exception:  # what is left: attestation, an algorithm we do not take, parts that do not fit
            raise ProofRejected("BAD_SIGNATURE") from None
        if not verified.user_verified:
            raise ProofRejected("NOT_VERIFIED")
        key = bytes_to_base64url(verified.credential_id)
        if key != parsed.id:
            raise ProofRejected("MALFORMED")
        return NewPasskey(key, verified.credential_public_key, verified.sign_count)

    def assertion_options(self, nonce: bytes, keys: Sequence[str] = ()) -> str:
        return options_to_json(
            generate_authentication_options(
                rp_id=self.id,
                challenge=nonce,
                timeout=_PATIENCE_MS,
                allow_credentials=_descriptors(keys),
                user_verification=UserVerificationRequirement.REQUIRED,
            )
        )

    def read(self, credential: str) -> Assertion:
        parsed = read(credential, parse_authentication_credential_json)
        with malformed():
            nonce = parse_client_data_json(parsed.response.client_data_json).challenge
        return Assertion(parsed.id, nonce, parsed.response.user_handle)

    def asserted(self, nonce: bytes, credential: str, public_key: bytes, sign_count: int) -> int:
        parsed = read(credential, parse_authentication_credential_json)
        said = Said.in_assertion(parsed)
        said.refuse_unless("webauthn.get", nonce, self.origins, self._digest)
        try:
            verify_authentication_response(
                credential=parsed,
                expected_challenge=nonce,
                expected_rp_id=self.id,
                expected_origin=list(self.origins),
                credential_public_key=public_key,
                credential_current_sign_count=0,  # judged below, by its own name
            )
        except Exception:  # a signature of the wrong length or shape breaks deeper than one that is only wrong
            raise ProofRejected("BAD_SIGNATURE") from None
        if not said.device.flags.uv:
            raise ProofRejected("NOT_VERIFIED")
        counter = said.device.sign_count
        if counter <= sign_count and (counter, sign_count) != (0, 0):
            raise ProofRejected("COUNTER_REPLAYED")
        return counter

    @property
    def _digest(self) -> bytes:
        return sha256(self.id.encode()).digest()


def _descriptors(keys: Sequence[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(key)) for key in keys]
