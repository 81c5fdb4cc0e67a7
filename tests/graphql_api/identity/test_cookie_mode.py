"""Cookie mode: what a web page does, and what a foreign page cannot do."""

from graphql_api.identity.cookies import SessionCookies
from tests.graphql_api.identity.conftest import Api
from tests.graphql_api.identity.documents import LOGIN, LOGOUT, ME, REFRESH, sign_in
from tests.running import SignedInPlayer

ACCESS, REFRESH_COOKIE, DEVICE = "croupier-access", "croupier-refresh", "croupier-device"


async def test_tokens_travel_in_cookies_that_scripts_cannot_read(browser: Api, player: SignedInPlayer) -> None:
    answer = await browser.raw(LOGIN, sign_in(player.email))

    assert answer.json()["data"]["login"]["tokens"] is None
    set_cookies = {header.partition("=")[0]: header for header in answer.headers.get_list("set-cookie")}
    assert set(set_cookies) == {ACCESS, REFRESH_COOKIE, DEVICE}
    for header in set_cookies.values():
        assert "; HttpOnly" in header
        assert "; SameSite=Lax" in header
        assert "; Path=/" in header
        assert "; Secure" not in header  # plain HTTP, in development
    assert "Max-Age=585" in set_cookies[ACCESS]
    assert (await browser(ME))["me"]["email"] == player.email


async def test_refreshes_and_signs_out_by_cookie(browser: Api, player: SignedInPlayer) -> None:
    await browser(LOGIN, sign_in(player.email))
    before = browser.http.cookies[REFRESH_COOKIE]

    fresh = (await browser(REFRESH, {"input": {}}))["refreshSession"]
    assert fresh["tokens"] is None
    assert fresh["session"]["current"] is True
    assert browser.http.cookies[REFRESH_COOKIE] != before

    assert (await browser(LOGOUT, {"input": {}}))["logout"]["__typename"] == "LogoutSuccess"
    assert set(browser.http.cookies) == {"croupier-device"}, "which names the device and opens nothing"
    assert await browser(ME) == {"me": None}


async def test_signs_out_when_only_the_refresh_cookie_is_left(browser: Api, player: SignedInPlayer) -> None:
    await browser(LOGIN, sign_in(player.email))
    browser.http.cookies.delete(ACCESS)
    assert (await browser(LOGOUT, {"input": {}}))["logout"]["__typename"] == "LogoutSuccess"


async def test_a_worthless_access_cookie_does_not_stand_in_the_way(browser: Api, player: SignedInPlayer) -> None:
    await browser(LOGIN, sign_in(player.email))
    refresh = browser.http.cookies[REFRESH_COOKIE]
    browser.http.cookies.clear()
    browser.http.cookies.set(ACCESS, "of.another.day")
    browser.http.cookies.set(REFRESH_COOKIE, refresh)
    assert await browser(ME) == {"me": None}
    browser.http.cookies.delete(ACCESS)
    assert (await browser(REFRESH, {"input": {}}))["refreshSession"]["player"]["email"] == player.email


async def test_cookies_without_the_header_are_no_session(api: Api, browser: Api, player: SignedInPlayer) -> None:
    """What a form on a foreign page can send."""
    await browser(LOGIN, sign_in(player.email))
    sent = "; ".join(f"{name}={value}" for name, value in browser.http.cookies.items())
    assert await api(ME, headers={"Cookie": sent}) == {"me": None}
    assert (await api(LOGOUT, {"input": {}}, headers={"Cookie": sent}))["logout"]["code"] == "NOT_SIGNED_IN"
    assert (await api(REFRESH, {"input": {}}, headers={"Cookie": sent}))["refreshSession"]["code"] == "NOT_SIGNED_IN"
    assert (await browser(ME))["me"]["email"] == player.email


async def test_cookies_from_a_foreign_origin_are_no_session(api: Api, browser: Api, player: SignedInPlayer) -> None:
    await browser(LOGIN, sign_in(player.email))
    sent = "; ".join(f"{name}={value}" for name, value in browser.http.cookies.items())
    foreign = {"Cookie": sent, "X-Croupier-Session": "cookie", "Origin": "https://evil.example"}
    assert await api(ME, headers=foreign) == {"me": None}
    assert (await api(REFRESH, {"input": {}}, headers=foreign))["refreshSession"]["code"] == "NOT_SIGNED_IN"
    assert (await api(LOGOUT, {"input": {}}, headers=foreign))["logout"]["code"] == "NOT_SIGNED_IN"
    own = {**foreign, "Origin": "http://localhost:8000"}
    assert (await api(ME, headers=own))["me"]["email"] == player.email


async def test_a_foreign_page_is_not_let_through_the_preflight(api: Api) -> None:
    async def preflight(origin: str) -> dict[str, str]:
        answer = await api.http.options(
            "/graphql",
            headers={
                "Origin": origin,
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "content-type,x-croupier-session",
            },
        )
        return dict(answer.headers)

    assert "access-control-allow-origin" not in await preflight("https://evil.example")
    assert "x-croupier-session" in (await preflight("http://localhost:8000"))["access-control-allow-headers"]


async def test_over_https_the_cookies_are_bound_to_the_host() -> None:
    cookies = SessionCookies(secure=True, origins=frozenset())
    assert (cookies.access_name, cookies.refresh_name) == ("__Host-croupier-access", "__Host-croupier-refresh")
