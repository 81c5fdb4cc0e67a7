"""The composition root: every adapter meets its port here, and nowhere else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
from sqlalchemy.ext.asyncio import async_sessionmaker

from app.adapters.documents.choice import open_documents
from app.adapters.postgres.engine import STATEMENT_TIMEOUT_MS, open_engine
from app.adapters.postgres.player_news import TellingSession, telling
from app.adapters.postgres.reference_rates import KeptRates
from app.dispatch import Wiring
from app.ledger.chain import ChainBuilder
from app.ledger.head_keys import HeadKeys
from app.ledger.heads import FOLDER, HeadFiles
from app.live.live import open_live
from app.metrics import SettlementMeter
from app.platform import Platform
from app.secrets import load_secrets
from app.settings import Settings
from app.settlement.lane import Judging
from app.settlement.lanes import SettlementLanes
from app.time_and_chance import SystemClock, SystemRandom, TimeOrderedIds
from app.wiring.complaints import wire_complaints
from app.wiring.games import wire_games
from app.wiring.identity import wire_identity
from app.wiring.identity_services import open_identity
from app.wiring.kyc import wire_kyc
from app.wiring.payments import wire_payments
from app.wiring.procedures import procedures, reply_codec, stores
from app.wiring.responsible_gaming.exclusion_requests import wire_exclusion_requests
from app.wiring.responsible_gaming.exclusions import wire_exclusions
from app.wiring.responsible_gaming.limits import wire_limits
from app.wiring.responsible_gaming.rates import wire_rates
from app.wiring.wallet import wire_wallet
from domain.jurisdiction import Profiles
from domain.shared import Clock

POOL_SIZE = 16
CLOSE_SECONDS = 5


@asynccontextmanager
async def open_platform(settings: Settings, database_url: str, clock: Clock | None = None) -> AsyncIterator[Platform]:
    """Opens everything one process shares, on a migrated database; ``clock`` None: the machine's.

    On leaving, the lanes answer all they took, what was committed is published, and only then connections close.
    """
    async with AsyncExitStack() as opened:
        engine = open_engine(database_url)
        opened.push_async_callback(engine.dispose)
        pool = await asyncpg.create_pool(
            database_url,
            min_size=2,
            max_size=POOL_SIZE,
            timeout=5,
            command_timeout=STATEMENT_TIMEOUT_MS / 1000,
            server_settings={"application_name": "croupier"},
        )
        opened.push_async_callback(_close, pool)
        clock, ids, random = clock or SystemClock(), TimeOrderedIds(), SystemRandom()
        rates = KeptRates()
        live = await opened.enter_async_context(open_live(settings.redis_url, pool, clock, rates))
        await opened.enter_async_context(rates.kept_fresh(pool))
        meter = SettlementMeter()
        lanes = SettlementLanes(
            database_url,
            Judging(procedures(rates), stores(clock), reply_codec(), clock, ids),
            live.listener,
            meter=meter,
        )
        meter.waiting = lanes.waiting
        keys = load_secrets(settings)
        identity = open_identity(settings, keys, pool, clock, ids, random)
        opened.push_async_callback(identity.close)
        documents = open_documents(settings, keys)
        opened.callback(documents.close)
        chains = ChainBuilder(pool, HeadFiles(settings.data_dir / FOLDER, HeadKeys(keys.data)))
        await chains.start()
        opened.push_async_callback(chains.stop)
        platform = Platform(
            settings=settings,
            secrets=keys,
            clock=clock,
            ids=ids,
            random=random,
            sessions=async_sessionmaker(
                engine, expire_on_commit=False, sync_session_class=TellingSession, info=telling(live.player_news)
            ),
            pool=pool,
            settlement=lanes,
            identity=identity,
            documents=documents,
            live=live,
            rates=rates,
            profiles=Profiles(served=frozenset(settings.jurisdictions.split(","))),
        )
        await lanes.start()
        opened.push_async_callback(lanes.drain)
        yield platform


async def _close(pool: "asyncpg.Pool[asyncpg.Record]") -> None:
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await pool.close()
    except TimeoutError:
        pool.terminate()


def wire(platform: Platform) -> Wiring:
    """Every message and who handles it."""
    return {
        **wire_identity(platform),
        **wire_wallet(platform),
        **wire_games(platform),
        **wire_payments(platform),
        **wire_kyc(platform),
        **wire_exclusions(platform),
        **wire_exclusion_requests(platform),
        **wire_limits(platform),
        **wire_rates(platform),
        **wire_complaints(platform),
    }
