"""The exclusion desk, the watcher that identity calls, and the national registers."""

import hmac
from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.exclusion_registers.gamstop import GamstopRegister
from app.adapters.postgres.identity.accounts import PostgresAccounts
from app.adapters.postgres.identity.consents import PostgresConsents
from app.adapters.postgres.identity.player_gates import PostgresPlayerGates
from app.adapters.postgres.identity.players import PostgresPlayers
from app.adapters.postgres.responsible_gaming.excluded_people import PostgresExcludedPeople, PostgresPlay
from app.adapters.postgres.responsible_gaming.exclusions import PostgresExclusions
from app.platform import Platform
from domain.identity import SignOut
from domain.responsible_gaming.exclusion_desk import ExclusionDesk
from domain.responsible_gaming.exclusion_ports import ExclusionRegister
from domain.responsible_gaming.exclusion_watcher import ExclusionWatcher

SANDBOX_PATH = "/sandbox/register"


def exclusion_watcher(platform: Platform, session: AsyncSession) -> ExclusionWatcher:
    return ExclusionWatcher(exclusion_desk(platform, session), exclusion_registers(platform), session.commit)


def exclusion_desk(platform: Platform, session: AsyncSession) -> ExclusionDesk:
    services = platform.identity
    players = PostgresPlayers(session, services.cipher, services.emails, services.phones, services.people)
    return ExclusionDesk(
        profiles=platform.profiles,
        players=players,
        gates=PostgresPlayerGates(session),
        exclusions=PostgresExclusions(session, services.cipher),
        people=PostgresExcludedPeople(session, services.cipher),
        play=PostgresPlay(session),
        consents=PostgresConsents(session),
        sign_out=SignOut(PostgresAccounts(session, players, services.cipher), services.ends),
        clock=platform.clock,
        ids=platform.ids,
    )


def exclusion_registers(platform: Platform) -> Mapping[str, ExclusionRegister]:
    """By the names that jurisdictions give them. In production one that is not set up is missing: it counts as away."""
    settings = platform.settings
    if settings.gamstop_url:
        return {"GAMSTOP": GamstopRegister(settings.gamstop_url, settings.gamstop_api_key or "")}
    if settings.production:
        return {}
    return {"GAMSTOP": GamstopRegister(settings.base_url + SANDBOX_PATH, sandbox_register_key(platform))}


def sandbox_register_key(platform: Platform) -> str:
    """Derived from the installation's own key, so that every process and every restart has the same one."""
    _, key = platform.secrets.token.oldest
    return hmac.new(key, b"sandbox register: api key", "sha256").hexdigest()
