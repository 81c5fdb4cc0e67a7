"""Signing in at a real provider; and everything that somebody in between, or another client, could try."""

import json
from base64 import b64encode, urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256

import jwt
import pytest

from app.adapters.openid.clients import OpenIdClients
from app.adapters.openid.provider import Provider
from domain.shared import TryAgainLater
from tests.adapters.openid.conftest import ASKED, DISCOVERY, HERE, Scene, claims_of, query_of


def _part(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


async def test_somebody_who_says_yes_is_who_the_provider_says(scene: Scene) -> None:
    identity = await scene.identify(await scene.code(subject="ada@example.com"), issuer=scene.issuer)
    assert (identity.issuer, identity.subject) == (scene.issuer, "ada@example.com")
    assert identity.whole_subject == f"{scene.issuer} ada@example.com"
    assert identity.label == "mock ada@example.com"


async def test_asks_with_a_proof_key_a_state_and_a_nonce(scene: Scene) -> None:
    asked = query_of(await scene.clients.authorization_url(ASKED))
    digest = urlsafe_b64encode(sha256(ASKED.verifier.encode()).digest()).rstrip(b"=").decode()
    assert asked == {
        "response_type": "code",
        "client_id": "croupier",
        "redirect_uri": f"{HERE}/welcome",
        "scope": "openid email",
        "state": ASKED.state,
        "nonce": ASKED.nonce,
        "code_challenge": digest,
        "code_challenge_method": "S256",
    }


async def test_spends_the_code_with_the_verifier_and_in_its_own_name(scene: Scene) -> None:
    code = await scene.code()
    await scene.identify(code)
    _, form, authorization = next(asked for asked in scene.way.asked if asked[0] == "/oauth2/token")
    assert form == {
        "grant_type": ["authorization_code"],
        "code": [code],
        "redirect_uri": [ASKED.return_url],
        "code_verifier": [ASKED.verifier],
    }
    assert authorization == f"Basic {b64encode(b'croupier:hush%3Ahush').decode()}"


async def test_names_itself_in_the_form_where_the_provider_wants_it_there(scene: Scene) -> None:
    wanted = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    scene.way.changes[DISCOVERY] = lambda said: said | wanted
    await scene.identify(await scene.code())
    _, form, authorization = next(asked for asked in scene.way.asked if asked[0] == "/oauth2/token")
    assert (form["client_id"], form["client_secret"], authorization) == (["croupier"], ["hush:hush"], "")


async def test_a_provider_that_does_not_take_us_for_its_client_is_the_operators_trouble(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    """This one knows no public clients: one without a secret, which tells its name alone."""
    public = OpenIdClients([Provider("mock", scene.issuer, "croupier")], frozenset({HERE}), scene.clock)
    code = await scene.code()
    with pytest.raises(TryAgainLater):
        await public.identify(ASKED, code, None)
    _, form, authorization = next(asked for asked in scene.way.asked if asked[0] == "/oauth2/token")
    assert (form["client_id"], "client_secret" in form, authorization) == (["croupier"], False, "")
    assert "does not take us for its client" in caplog.text
    assert code not in caplog.text


async def test_a_code_is_good_once(scene: Scene) -> None:
    code = await scene.code()
    await scene.identify(code)
    assert await scene.reason(code) == "CODE_REJECTED"


@pytest.mark.parametrize("code", ["", "made up", "ü", "x" * 3_000, "a\nb"])
async def test_a_code_that_nobody_gave_out_is_rejected(scene: Scene, code: str) -> None:
    assert await scene.reason(code) == "CODE_REJECTED"


async def test_a_code_for_another_page_is_rejected(scene: Scene) -> None:
    code = await scene.code(redirect_uri=f"{HERE}/elsewhere")
    assert await scene.reason(code) == "CODE_REJECTED"


async def test_a_token_made_for_another_sign_in_has_the_wrong_nonce(scene: Scene) -> None:
    assert await scene.reason(await scene.code(nonce="m" * 64)) == "WRONG_NONCE"


async def test_a_token_without_a_nonce_is_no_better(scene: Scene) -> None:
    assert await scene.reason(await scene.code(nonce="")) == "WRONG_NONCE"


async def test_a_token_made_for_another_client_has_the_wrong_audience(scene: Scene) -> None:
    scene.answers_with(await scene.token(client_id="somebody-else"))
    assert await scene.reason(await scene.code()) == "WRONG_AUDIENCE"


async def test_a_token_is_good_for_a_while(scene: Scene) -> None:
    code = await scene.code()
    scene.clock.forward(timedelta(minutes=14))
    await scene.identify(code)
    code = await scene.code()
    scene.clock.forward(timedelta(minutes=2))
    assert await scene.reason(code) == "EXPIRED"
    scene.clock.forward(timedelta(hours=3))
    assert await scene.reason(await scene.code()) == "EXPIRED"


async def test_a_token_from_the_future_is_not_good_yet(scene: Scene) -> None:
    scene.clock.forward(-timedelta(minutes=2))
    assert await scene.reason(await scene.code()) == "EXPIRED"


async def test_a_tampered_token_has_a_bad_signature(scene: Scene) -> None:
    token = await scene.token()
    header, _, signature = token.split(".")
    scene.answers_with(f"{header}.{_part(claims_of(token) | {'sub': 'somebody else'})}.{signature}")
    assert await scene.reason(await scene.code()) == "BAD_SIGNATURE"
    scene.answers_with(f"{token[:-8]}{'AAAAAAAA'}")
    assert await scene.reason(await scene.code()) == "BAD_SIGNATURE"


async def test_only_asymmetric_algorithms_that_the_provider_offers_are_believed(scene: Scene) -> None:
    token = await scene.token()
    claims = claims_of(token)
    scene.answers_with(f"{_part({'alg': 'none'})}.{_part(claims)}.")
    assert await scene.reason(await scene.code()) == "WRONG_ALGORITHM"
    scene.answers_with(jwt.encode(claims, "the client secret, or a public key" * 2, "HS256"))
    assert await scene.reason(await scene.code()) == "WRONG_ALGORITHM"
    scene.way.changes[DISCOVERY] = lambda said: said | {"id_token_signing_alg_values_supported": ["none", "ES256"]}
    scene.clock.forward(timedelta(minutes=16))
    scene.answers_with(token)
    assert await scene.reason(await scene.code()) == "WRONG_ALGORITHM"


@pytest.mark.parametrize("token", ["", "a.b.c", "nonsense", "x" * 20_000, 7, None])
async def test_a_token_that_is_none_is_malformed(scene: Scene, token: object) -> None:
    scene.way.changes["/oauth2/token"] = lambda said: said | {"id_token": token}
    assert await scene.reason(await scene.code()) in ("MALFORMED", "WRONG_ALGORITHM")


async def test_another_providers_token_has_the_wrong_issuer(scene: Scene) -> None:
    """The same keys under another name: what two tenants of one company look like."""
    scene.answers_with(await scene.token(base=scene.way.behind))
    assert await scene.reason(await scene.code()) == "WRONG_ISSUER"


async def test_an_answer_that_names_another_issuer_is_mixed_up(scene: Scene) -> None:
    code = await scene.code()
    assert await scene.reason(code, "https://evil.example") == "WRONG_ISSUER"
    assert "/oauth2/token" not in [path for path, _, _ in scene.way.asked], "the code would have been given away"
    scene.way.changes[DISCOVERY] = lambda said: said | {"authorization_response_iss_parameter_supported": True}
    scene.clock.forward(timedelta(minutes=16))
    assert await scene.reason(code) == "WRONG_ISSUER"


async def test_where_a_provider_may_send_people_back_to(scene: Scene) -> None:
    returns = scene.clients.returns_to
    assert returns(f"{HERE}/welcome?from=mock")
    for url in (
        "https://casino.example.evil/",
        "https://casino.example:444/",
        "http://casino.example/",
        "https://user@casino.example/",
        "https://casino.example\\@evil.example/",
        f"{HERE}/#fragment",
        f"{HERE}/ü",
        f"{HERE}/\n",
        "//casino.example/",
        "javascript:alert(1)",
        "https://[::1",
        "",
        f"{HERE}/{'x' * 3_000}",
    ):
        assert not returns(url), url
