"""The platform's shared resources, opened once per process by ``app.composition``."""

from dataclasses import dataclass, field

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.adapters.documents.choice import DocumentServices
from app.adapters.postgres.reference_rates import KeptRates
from app.live.live import Live
from app.secrets import Secrets
from app.settings import Settings
from app.wiring.identity_services import IdentityServices
from domain.jurisdiction import Profiles
from domain.responsible_gaming import ReferenceRates
from domain.shared import Clock, Ids, Random
from domain.wallet import Settlement


@dataclass(frozen=True, slots=True)
class Platform:
    settings: Settings
    secrets: Secrets
    """``app.secrets.load_secrets(settings)``."""
    clock: Clock
    ids: Ids
    random: Random
    sessions: async_sessionmaker[AsyncSession]
    """For everything except money."""
    pool: "asyncpg.Pool[asyncpg.Record]"
    """Plain connections: the money path's reads, the workers."""
    settlement: Settlement
    identity: IdentityServices
    """``app.wiring.identity_services.open_identity``."""
    documents: DocumentServices
    """Where pictures of documents are made harmless, and where they lie."""
    live: Live
    """The bus, and the feeds of wallets."""
    rates: ReferenceRates = field(default_factory=KeptRates)
    """What amounts are worth in euros, for limits and thresholds."""
    profiles: Profiles = field(default_factory=Profiles)
    """By whose rules players are judged."""
