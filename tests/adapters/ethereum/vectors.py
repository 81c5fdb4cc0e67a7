"""Vectors that the reference implementation of Sign-In with Ethereum publishes (spruceid/siwe, test/*.json)."""

from typing import NamedTuple

_ADDRESS = "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"
_TERMS = "I accept the ServiceOrg Terms of Service: https://service.org/tos"


class Parts(NamedTuple):
    domain: str = "service.org"
    statement: str | None = _TERMS
    uri: str = "https://service.org/login"
    issued_at: str = "2021-09-30T16:25:24.000Z"
    resources: tuple[str, ...] | None = None

    @property
    def text(self) -> str:
        statement = "" if self.statement is None else f"{self.statement}\n"
        text = (
            f"{self.domain} wants you to sign in with your Ethereum account:\n{_ADDRESS}\n\n{statement}\n"
            f"URI: {self.uri}\nVersion: 1\nChain ID: 1\nNonce: 32891757\nIssued At: {self.issued_at}"
        )
        return text if self.resources is None else "\n- ".join((f"{text}\nResources:", *self.resources))


PARSING_POSITIVE = {
    "couple of optional fields": Parts(
        resources=("ipfs://Qme7ss3ARVgxv6rXqVPiikMJ8u2NLgmgszg13pYrDKEoiu", "https://example.com/my-web2-claim.json")
    ),
    "no optional field": Parts(),
    "timestamp without microseconds": Parts(issued_at="2021-09-30T16:25:24Z"),
    "domain is RFC 3986 authority with IP": Parts(domain="127.0.0.1"),
    "domain is RFC 3986 authority with userinfo": Parts(domain="test@127.0.0.1"),
    "domain is RFC 3986 authority with port": Parts(domain="127.0.0.1:8080"),
    "domain is RFC 3986 authority with userinfo and port": Parts(domain="test@127.0.0.1:8080"),
    "no statement": Parts(statement=None),
}

COMPLETE = (
    "service.org wants you to sign in with your Ethereum account:\n0xe5A12547fe4E872D192E3eCecb76F2Ce1aeA4946\n\n"
    f"{_TERMS}\n\nURI: https://service.org/login\nVersion: 1\nChain ID: 1\nNonce: 12341234\n"
    "Issued At: 2022-03-17T12:45:13.610Z\nExpiration Time: 2023-03-17T12:45:13.610Z\n"
    "Not Before: 2022-03-17T12:45:13.610Z\nRequest ID: some_id\nResources:\n- https://service.org/login"
)
"""Every field; each message of PARSING_NEGATIVE is this one with a change."""

_SHORT = Parts().text.replace("Chain ID: 1\n", "").replace(".000Z", "Z")
_GMT = "Wed Oct 05 2011 16:48:00 GMT+0200 (CEST)"
_BAD_URI = "_not_a_rfc3986_valid_uri_"
_NOT_BEFORE, _REQUEST_ID = "Not Before: 2022-03-17T12:45:13.610Z\n", "Request ID: some_id\n"
_ISSUED_AT, _EXPIRATION = "Issued At: 2022-03-17T12:45:13.610Z\n", "Expiration Time: 2023-03-17T12:45:13.610Z\n"
_RESOURCES = "Resources:\n- https://service.org/login"


def _changed(old: str, new: str) -> str:
    assert old in COMPLETE
    return COMPLETE.replace(old, new, 1)


PARSING_NEGATIVE = {
    "missing mandatory field": _SHORT.replace("URI: https://service.org/login\n", ""),
    "extra line breaks": _SHORT.replace("\n\nI accept", "\n\n\nI accept"),
    "non-ISO datetime": _SHORT.replace("2021-09-30T16:25:24Z", _GMT),
    "out of order fields": _SHORT.replace("URI: https://service.org/login\n", "").replace(
        "Issued At", "URI: https://service.org/login\nIssued At"
    ),
    "wrong version": _SHORT.replace("Version: 1", "Version: 2"),
    "missing domain": _changed("service.org wants", " wants"),
    "missing address": _changed("0xe5A12547fe4E872D192E3eCecb76F2Ce1aeA4946", ""),
    "missing uri": _changed("URI: https://service.org/login", ""),
    "missing version": _changed("Version: 1", ""),
    "missing chainId": _changed("Chain ID: 1", ""),
    "missing nonce": _changed("Nonce: 12341234", ""),
    "missing issuedAt": _changed(_ISSUED_AT, "\n"),
    "out of order uri": _changed(
        "URI: https://service.org/login\nVersion: 1\n", "Version: 1\nURI: https://service.org/login\n"
    ),
    "out of order version": _changed("Version: 1\nChain ID: 1\n", "Chain ID: 1\nVersion: 1\n"),
    "out of order chainId": _changed("Chain ID: 1\nNonce: 12341234\n", "Nonce: 12341234Chain ID: 1\n\n"),
    "out of order nonce": _changed(f"Nonce: 12341234\n{_ISSUED_AT}", f"{_ISSUED_AT}Nonce: 12341234\n"),
    "out of order issuedAt": _changed(_ISSUED_AT + _EXPIRATION, _EXPIRATION + _ISSUED_AT),
    "out of order expirationTime": _changed(_EXPIRATION + _NOT_BEFORE, _NOT_BEFORE + _EXPIRATION),
    "out of order notBefore": _changed(_NOT_BEFORE + _REQUEST_ID, _REQUEST_ID + _NOT_BEFORE),
    "out of order requestId": _changed(_REQUEST_ID + _RESOURCES, f"{_RESOURCES}\n{_REQUEST_ID}".rstrip()),
    "out of order resources": _changed(
        _NOT_BEFORE + _REQUEST_ID + _RESOURCES, f"{_RESOURCES}\n{_NOT_BEFORE}{_REQUEST_ID}".rstrip()
    ),
    "address not EIP-55": _changed(
        "0xe5A12547fe4E872D192E3eCecb76F2Ce1aeA4946", "0xe5a12547fe4e872d192e3ececb76f2ce1aea4946"
    ),
    "statement has line break": _changed("Service: ", "Service: \n"),
    "uri is non-RFC 3986": _changed("URI: https://service.org/login", f"URI: {_BAD_URI}"),
    "not a valid chainId": _changed("Chain ID: 1", "Chain ID: ?"),
    "nonce with less then 8 chars": _changed("Nonce: 12341234", "Nonce: 1234567"),
    "non-ISO 8601 issuedAt": _changed("Issued At: 2022-03-17T12:45:13.610Z", f"Issued At: {_GMT}"),
    "non-ISO 8601 expirationTime": _changed("Expiration Time: 2023-03-17T12:45:13.610Z", f"Expiration Time: {_GMT}"),
    "non-ISO 8601 notBefore": _changed("Not Before: 2022-03-17T12:45:13.610Z", f"Not Before: {_GMT}"),
    "resources not separated by line break": COMPLETE + " - https://service.org/login/2",
    "second resource is not RFC 3986": f"{COMPLETE}\n- {_BAD_URI}",
    "first resource is not RFC 3986": _changed("- https://service.org/login", f"- {_BAD_URI}\n- https://a.example"),
}
"""Left out, for the grammar has nothing against them: "version not 1", which says 1, and the host ``not_rfc4501``."""

INVALID_URIS = (
    "uri://[::0.0.0.256]/p/path",
    "uri://[::300.0.0.0]/p/path",
    "uri://[::0.ff.0.255]",
    "uri://[::0.0.256.0]",
    "uri://[ffff:abcd:0:10:200:3000:f8a:1:ffff]",
    "uri://[ffff:abcd:0:10:200:3000:f8a]",
    "uri://[ffff:abcd:0:10:200:3000:ff:255.255.255.255]",
    "uri://[::1:2:3:4:5:6:7:8]",
    "uri://[::1:2:3:4:5:6:198.162.10.255]",
    "uri://[1:2:3:4:5:6:7:8::]",
    "uri://[1:2:3:4:5:6::198.162.10.255]",
    "uri://[1:2:3:4:5::6:7:8]",
    "uri://[1:2:3:4:5::6:198.162.10.255]",
    "://user:pass@example.com:123/one/two.three?q1=a1&q2=a2#body",
    "uri://user:pass@example.com:123/one/two.three ?q1=a1&q2=a2#body",
    "uri://user:pass@example.com:123/one/two.three?q1=a1&q2=a2 #body",
)


class Signed(NamedTuple):
    """``now`` when the vector names none: the day it was published."""

    address: str
    nonce: str
    issued_at: str
    signature: str
    expiration_time: str | None = None
    not_before: str | None = None
    domain: str = "login.xyz"
    uri: str = "https://login.xyz"
    statement: str = "Sign-In With Ethereum Example Statement"
    now: str = "2022-07-01T00:00:00+00:00"

    @property
    def text(self) -> str:
        text = (
            f"{self.domain} wants you to sign in with your Ethereum account:\n{self.address}\n\n{self.statement}\n\n"
            f"URI: {self.uri}\nVersion: 1\nChain ID: 1\nNonce: {self.nonce}\nIssued At: {self.issued_at}"
        )
        if self.expiration_time:
            text += f"\nExpiration Time: {self.expiration_time}"
        return text + (f"\nNot Before: {self.not_before}" if self.not_before else "")


EXAMPLE = Signed(
    address="0x9D85ca56217D2bb651b00f15e694EB7E713637D4",
    nonce="bTyXgcQxn2htgkjJn",
    issued_at="2022-01-27T17:09:38.578Z",
    expiration_time="2100-01-07T14:31:43.952Z",
    signature="0xdc35c7f8ba2720df052e0092556456127f00f7707eaa8e3bbff7e56774e7f2e0"
    "5a093cfc9e02964c33d86e8e066e221b7d153d27e5a2e97ccd5ca7d3f2ce06cb1b",
)
NOT_YET_VALID = Signed(
    address="0xE6D3Aa1F561A215E5eb1f02Ba8705385F03fCaFB",
    nonce="lx2nx4so",
    issued_at="2022-01-05T14:27:30.883Z",
    not_before="2100-01-07T14:31:43.952Z",
    signature="0xc2539ace78f13c7eb8c0852d38d269a6f97bebd9f7872097d2e3137b541f8bf5"
    "0176062a46eeea83086bd2721423fb5755a932ff6ccc046ed482d14e4576042f1c",
)
EXPIRED = Signed(
    address="0x2ecA0068307e706741445764A3D6A4402aC2A5a9",
    nonce="lx2nx4so",
    issued_at="2022-01-05T14:27:30.883Z",
    expiration_time="2021-01-05T00:00:00Z",
    signature="0x7337bc2826c7678cd6bc84f5b3b236efc969b0451f9feca2328b1d3401b030c1"
    "13f19bdba359ba3f52762c66e9147311fa95fe598a1a4ec9bb383a7b4e3874241b",
)
TALLY = Signed(
    address="0xc95EB884FE852e241D409234bfC7045CB9E31BD7",
    nonce="15050747",
    issued_at="2022-06-30T14:08:51.382Z",
    domain="www.tally.xyz",
    uri="https://tally.xyz",
    statement="Sign in with Ethereum to Tally",
    signature="0x8c46b6eb8505939892d8e9b075f89f8277321b17b993151f37810cdda38cce6f"
    "4a85909d2b53e6a14629c74c0ac38bf4becde78ee5b2529812bf6cceaf7b2a2501",
)

VERIFICATION_POSITIVE = {
    "example message": EXAMPLE,
    "not yet valid": NOT_YET_VALID._replace(now="2101-01-07T14:31:43.952+00:00"),
    "expired message": EXPIRED._replace(now="2020-01-05T00:00:00+00:00"),
    "recovery byte starting at 0": TALLY,
}

_MALLORY = Signed(
    address="0x6Da01670d8fc844e736095918bbE11fE8D564163",
    nonce="rmplqh1gf",
    issued_at="2022-01-05T14:31:43.954Z",
    expiration_time="2100-01-07T14:31:43.952Z",
    signature="0x31df81dc02344c9156e6f71da46e2db624b38f8f806290d670d46492b834b2e7"
    "575cbce9f48169356cfb577b910d8e30732fcf23c1ac0021d08b945ed7ee118e1b",
)
MALFORMED_SIGNATURE = (
    "0xf2e8420fc1b722bf4941f5a0464f98172a758ceda5039f622e425fb69fd19b20"
    "e444bba7c9a8a8d7e2b5e453553efe7c9460be5d211abe473fc146d51bb04d0cb1b"
)

VERIFICATION_NEGATIVE = {
    "expired message": (EXPIRED, "EXPIRED"),
    "custom time": (EXAMPLE._replace(now="2200-01-05T00:00:00+00:00"), "EXPIRED"),
    "malformed signature": (_MALLORY._replace(signature=MALFORMED_SIGNATURE), "MALFORMED"),
    "wrong signature": (_MALLORY, "BAD_SIGNATURE"),
    "not yet valid": (NOT_YET_VALID, "NOT_YET_VALID"),
    "invalid issuedAt": (EXAMPLE._replace(issued_at="2022-02-31T17:09:38.578Z"), "MALFORMED"),
    "invalid notBefore": (EXAMPLE._replace(not_before="2025-02-31T17:09:38.578Z"), "MALFORMED"),
    "invalid expirationTime": (EXAMPLE._replace(expiration_time="2100-02-31T14:31:43.952Z"), "MALFORMED"),
}
"""Besides "domain binding" and "custom nonce", which are about who asks."""
