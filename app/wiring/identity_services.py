"""What identity shares within one process: keys, hashing threads, the memory of ended sessions."""

from dataclasses import dataclass
from datetime import timedelta

import asyncpg

from app.adapters.authenticator import TokenAuthenticator
from app.adapters.bot_checks.choice import BotChecks, chosen_bot_check
from app.adapters.breached_passwords import BreachedPasswords
from app.adapters.cipher import BlindIndex, Cipher
from app.adapters.codes import HmacCodes
from app.adapters.common_passwords import CommonPasswordList
from app.adapters.doorway import Doorway
from app.adapters.geography import Countries, open_geography
from app.adapters.openid.clients import OpenIdClients
from app.adapters.openid.provider import parse_providers
from app.adapters.passwords import Argon2Passwords, PasswordCost
from app.adapters.recovery_codes import HmacRecoveryCodes
from app.adapters.redis.throttle import RedisThrottle
from app.adapters.refresh_tokens import HmacRefreshTokens
from app.adapters.session_activity import SessionActivity
from app.adapters.session_ends import SessionEnds
from app.adapters.throttle import MemoryThrottle
from app.adapters.tokens import Ed25519AccessTokens
from app.adapters.totp import PyotpTotp
from app.adapters.webauthn.relying_party import RelyingParty
from app.http.origins import allowed_origins
from app.sandbox.geography import NETWORKS, PLACES
from app.secrets import Secrets
from app.settings import Settings
from domain.identity.guards import CommonPasswords
from domain.identity.use_cases.open_qa_session import QA_SESSION
from domain.jurisdiction import Profiles
from domain.shared import Clock, Ids, Random
from graphql_api.identity.cookies import SessionCookies


@dataclass(frozen=True, slots=True)
class IdentityServices:
    cipher: Cipher
    emails: BlindIndex
    attempts: BlindIndex
    phones: BlindIndex
    people: BlindIndex
    """Who is the same person."""
    subjects: BlindIndex
    """Who a linked method stands for."""
    networks: BlindIndex
    birthdays: BlindIndex
    """Days on which players reach an age that stake caps go by."""
    codes: HmacCodes
    recovery_codes: HmacRecoveryCodes
    totp: PyotpTotp
    throttle: MemoryThrottle | RedisThrottle
    common_passwords: CommonPasswords
    bot_checks: BotChecks
    passkeys: RelyingParty
    openid: OpenIdClients
    passwords: Argon2Passwords
    doorway: Doorway
    """What strangers can make us hash goes through it: signing in and registering."""
    access_tokens: Ed25519AccessTokens
    refresh_tokens: HmacRefreshTokens
    ends: SessionEnds
    """Also the transport's ``SessionWatch``."""
    activity: SessionActivity
    """Also the transport's ``SessionActivity``."""
    geography: Countries
    cookies: SessionCookies
    """For ``Context.ports`` under ``SESSION_COOKIES``."""
    authenticator: TokenAuthenticator

    async def close(self) -> None:
        self.passwords.close()
        await self.ends.close()
        await self.activity.close()
        self.geography.close()
        if isinstance(self.throttle, RedisThrottle):
            await self.throttle.close()


def open_identity(
    settings: Settings,
    secrets: Secrets,
    pool: "asyncpg.Pool[asyncpg.Record]",
    clock: Clock,
    ids: Ids,
    random: Random,
) -> IdentityServices:
    """Close it before the pool."""
    rules = Profiles().strictest.session
    longest_token = timedelta(seconds=rules.access_seconds) if settings.production else QA_SESSION
    ends = SessionEnds(pool, clock, longest_token)
    access_tokens = Ed25519AccessTokens(secrets.token, settings.base_url)
    origins = allowed_origins(settings)
    cookies = SessionCookies(settings.base_url.startswith("https://"), origins)
    return IdentityServices(
        cipher=Cipher(secrets.data),
        emails=BlindIndex(secrets.data, "e-mail address"),
        attempts=BlindIndex(secrets.data, "sign-in attempts"),
        phones=BlindIndex(secrets.data, "phone number"),
        people=BlindIndex(secrets.data, "person"),
        subjects=BlindIndex(secrets.data, "linked method"),
        networks=BlindIndex(secrets.data, "network"),
        birthdays=BlindIndex(secrets.data, "birthday"),
        codes=HmacCodes(secrets.data, random),
        recovery_codes=HmacRecoveryCodes(secrets.data, random),
        totp=PyotpTotp(random, settings.brand),
        throttle=_throttle(settings, secrets, clock),
        common_passwords=_common_passwords(settings),
        bot_checks=chosen_bot_check(settings, secrets.data, random),
        passkeys=RelyingParty.at(settings.base_url, origins),
        openid=OpenIdClients(parse_providers(settings.openid_providers), origins, clock),
        doorway=Doorway(settings.password_queue),
        passwords=Argon2Passwords(
            PasswordCost(settings.password_memory_kib, settings.password_iterations, settings.password_lanes),
            threads=settings.password_threads,
            queue=settings.password_queue,
        ),
        access_tokens=access_tokens,
        refresh_tokens=HmacRefreshTokens(secrets.token),
        ends=ends,
        activity=SessionActivity(pool, clock, ids, rules),
        geography=_geography(settings),
        cookies=cookies,
        authenticator=TokenAuthenticator(access_tokens, ends, cookies, clock),
    )


def _geography(settings: Settings) -> Countries:
    places, networks = settings.geoip_database, settings.anonymous_ip_database
    if settings.env == "development" and places is None and networks is None:
        places, networks = PLACES, NETWORKS
    return open_geography(places, networks)


def _throttle(settings: Settings, secrets: Secrets, clock: Clock) -> MemoryThrottle | RedisThrottle:
    memory = MemoryThrottle(clock)
    if settings.redis_url is None:
        return memory
    return RedisThrottle(settings.redis_url, BlindIndex(secrets.data, "throttles"), memory)


def _common_passwords(settings: Settings) -> CommonPasswords:
    """Our own list, and the breaches where a range API is named."""
    ours, breaches = CommonPasswordList(), settings.breached_passwords_base_url
    return BreachedPasswords(breaches.rstrip("/"), ours) if breaches else ours
