"""EIP-4361's grammar, by the published vectors."""

import pytest

from app.adapters.ethereum.grammar import is_authority, is_uri, read_time
from app.adapters.ethereum.message import Malformed, SignInMessage
from tests.adapters.ethereum.vectors import COMPLETE, INVALID_URIS, PARSING_NEGATIVE, PARSING_POSITIVE, Parts

USUAL = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;="


@pytest.mark.parametrize("name", PARSING_POSITIVE)
def test_reads_what_the_vectors_call_good(name: str) -> None:
    parts = PARSING_POSITIVE[name]
    message = SignInMessage.parse(parts.text)
    assert (message.domain, message.statement, message.uri, message.chain_id, message.nonce) == (
        parts.domain,
        parts.statement,
        parts.uri,
        1,
        "32891757",
    )
    assert (message.issued_at, message.resources) == (parts.issued_at, parts.resources)
    assert message.text() == parts.text


def test_reads_every_field() -> None:
    message = SignInMessage.parse(COMPLETE)
    assert message.address.hex() == "e5a12547fe4e872d192e3ececb76f2ce1aea4946"
    assert (message.request_id, message.resources) == ("some_id", ("https://service.org/login",))
    assert (message.expiration_time, message.not_before) == ("2023-03-17T12:45:13.610Z", "2022-03-17T12:45:13.610Z")
    assert message.text() == COMPLETE


@pytest.mark.parametrize("name", PARSING_NEGATIVE)
def test_refuses_what_the_vectors_call_bad(name: str) -> None:
    with pytest.raises(Malformed):
        SignInMessage.parse(PARSING_NEGATIVE[name])


@pytest.mark.parametrize("uri", INVALID_URIS)
def test_refuses_uris_that_the_vectors_call_bad(uri: str) -> None:
    assert not is_uri(uri)
    with pytest.raises(Malformed):
        SignInMessage.parse(Parts(statement=None, uri=uri).text)


@pytest.mark.parametrize(
    "text",
    [
        COMPLETE + "\n",
        COMPLETE.replace("\n", "\r\n"),
        "\ufeff" + COMPLETE,
        COMPLETE.replace("Chain ID: 1\n", "Chain ID: 01\n"),
        COMPLETE.replace("Chain ID: 1\n", "Chain ID: \u0661\n"),
        COMPLETE.replace("12341234", "1234-1234"),
        COMPLETE.replace("some_id", "some id"),
        COMPLETE.replace("I accept", "I \u0430ccept"),
        COMPLETE.replace("0xe5A1", "0xE5A1"),
        COMPLETE.replace("service.org wants", "://service.org wants"),
        COMPLETE + "\n- https://service.org/" + "x" * 4_096,
        "",
    ],
)
def test_refuses_what_only_looks_like_one(text: str) -> None:
    with pytest.raises(Malformed):
        SignInMessage.parse(text)


def test_a_scheme_may_stand_before_the_domain() -> None:
    text = "https://" + COMPLETE
    message = SignInMessage.parse(text)
    assert (message.scheme, message.domain) == ("https", "service.org")
    assert message.text() == text


@pytest.mark.parametrize(
    "host", [USUAL, f"{USUAL}%00%ff", "[::1]", "[v1.a:b]", "a:80", f"{USUAL}:@a", "[1:2:3:4:5:6:7::]"]
)
def test_authorities(host: str) -> None:
    assert is_authority(host)
    assert is_uri(f"uri://{host}/path?query#fragment")


@pytest.mark.parametrize(
    "host", ["", "a/b", "a#b", "a?b", "a@b@c", "[a", "a]", "[::1", "[::1%25eth0]", "a:b", "a b", "a%2"]
)
def test_no_authorities(host: str) -> None:
    assert not is_authority(host)


@pytest.mark.parametrize(
    "uri", [f"uri:{USUAL}:@%00", "a+-.1:", "a:/", "a:/b//c", "a:?", "a:#/?", f"a://h/#{USUAL}:@/?"]
)
def test_uris(uri: str) -> None:
    assert is_uri(uri)


@pytest.mark.parametrize(
    "uri", ["", "a", ":a", "1a:b", "a:^", "a:`", "a:|", "a:%", "a:[", "a:b#c#d", "a:b#[", "a:?[", " a:b"]
)
def test_no_uris(uri: str) -> None:
    assert not is_uri(uri)


@pytest.mark.parametrize(
    "text",
    [
        "2022-02-31T17:09:38Z",
        "2022-13-01T00:00:00Z",
        "2022-01-01T24:00:00Z",
        "2022-01-01T00:60:00Z",
        "2022-01-01 00:00:00Z",
        "2022-01-01T00:00:00",
        "2022-01-01T00:00:00.Z",
        "2022-01-01T00:00:00+24:00",
        "2022-1-1T00:00:00Z",
        "20220101T000000Z",
        "0000-01-01T00:00:00Z",
        "\u0662022-01-01T00:00:00Z",
    ],
)
def test_no_times(text: str) -> None:
    assert read_time(text) is None


def test_times() -> None:
    moment = read_time("2022-01-27T18:09:38.5789999999+01:00")
    assert moment is not None
    assert moment.isoformat() == "2022-01-27T18:09:38.578999+01:00"
    assert read_time("2022-01-27t17:09:38.578999z") == moment
