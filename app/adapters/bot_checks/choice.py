"""Which bot check a registration meets, by the settings."""

from collections.abc import Callable
from urllib.parse import urlsplit

from app.adapters.bot_checks.hcaptcha import hcaptcha
from app.adapters.bot_checks.none import NoBotCheck
from app.adapters.bot_checks.proof_of_work import ProofOfWork, ProofOfWorkCheck
from app.adapters.bot_checks.turnstile import turnstile
from app.http.origins import allowed_origins
from app.secrets import KeyRing
from app.settings import Settings
from domain.identity.challenge import SpentProofs
from domain.identity.guards import BotCheck
from domain.shared import Random

BotChecks = Callable[[SpentProofs], BotCheck]
"""The check around one transaction's memory of spent proofs."""


def chosen_bot_check(settings: Settings, ring: KeyRing, random: Random) -> BotChecks:
    """``app.production.gaps`` has seen to it that a company's keys are there."""
    if settings.bot_check == "none":
        return lambda _: NoBotCheck()
    if settings.bot_check == "proof_of_work":
        work = ProofOfWork(ring, random)
        return lambda spent: ProofOfWorkCheck(work, spent)
    company = turnstile if settings.bot_check == "turnstile" else hcaptcha
    hosts = frozenset(host for origin in allowed_origins(settings) if (host := urlsplit(origin).hostname))
    check = company(
        settings.bot_check_site_key or "", settings.bot_check_secret or "", hosts, settings.bot_check_base_url
    )
    return lambda _: check
