"""The operator's list of providers: read, or refused without telling a secret."""

import pytest

from app.adapters.openid.provider import Provider, parse_providers


def test_reads_several_providers() -> None:
    text = "google=https://accounts.google.com,id,se,cr=et  my-own=http://127.0.0.1:9400,client"
    assert parse_providers(text) == (
        Provider("google", "https://accounts.google.com", "id", "se,cr=et"),
        Provider("my-own", "http://127.0.0.1:9400", "client", None),
    )
    assert parse_providers("  ") == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("https://op.example,id,hush", "provider 1 has no name"),
        ("Google=https://op.example,id,hush", "provider 1 has no name"),
        ("a=https://op.example,id b=op.example,id,hush", "provider b: the issuer is no URL"),
        ("a=https://op.example?x,id,hush", "provider a: the issuer is no URL"),
        ("a=https://op.example,,hush", "provider a has no client_id"),
        ("a=https://op.example", "provider a has no client_id"),
        ("a=https://op.example,id,hush a=https://op.example,id,hush", "two providers have the same name"),
    ],
)
def test_tells_what_is_wrong_without_the_secret(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem) as refused:
        parse_providers(text)
    assert "hush" not in str(refused.value)


def test_a_secret_is_in_no_repr() -> None:
    assert "hush" not in repr(Provider("mock", "https://op.example", "croupier", "hush"))
