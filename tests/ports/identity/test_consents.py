"""Consents: what was said last about each subject."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest

from app.adapters.postgres.identity.consents import PostgresConsents
from domain.identity import Consent, ContactChannel, MarketedProduct, Player
from domain.identity.consent import ConsentChange, Consents
from tests.fakes.consents import MemoryConsents
from tests.ports.identity.conftest import Ports
from tests.ports.identity.people import NOW, somebody

EMAIL = ContactChannel.EMAIL, MarketedProduct.CASINO
SMS = ContactChannel.SMS, MarketedProduct.LIVE_CASINO


@dataclass(frozen=True, slots=True)
class Store:
    player: Player
    other: Player
    consents: Consents


@pytest.fixture
async def store(ports: Ports) -> Store:
    people = somebody(), somebody()
    for person in people:
        await ports.players.add(person, None)
        await ports.gates.open(person.id, "EUR")
    own = getattr(ports.players, "_session", None)
    return Store(*people, MemoryConsents() if own is None else PostgresConsents(own))


def change(
    number: int, player: Player, subject: tuple[ContactChannel, MarketedProduct], granted: bool
) -> ConsentChange:
    id_ = UUID(int=player.id.int % 10**20 * 100 + number)
    return ConsentChange(id_, player.id, *subject, granted=granted, changed_at=NOW + timedelta(seconds=number))


async def test_nobody_said_anything(store: Store) -> None:
    await store.consents.add([])
    assert await store.consents.of(store.player.id) == {}


async def test_the_last_word_counts_for_each_subject_and_person(store: Store) -> None:
    await store.consents.add([change(1, store.player, EMAIL, True), change(2, store.player, SMS, True)])
    await store.consents.add([change(3, store.player, EMAIL, False)])
    await store.consents.add([change(4, store.other, EMAIL, True)])
    assert await store.consents.of(store.player.id) == {
        EMAIL: Consent(*EMAIL, granted=False, changed_at=NOW + timedelta(seconds=3)),
        SMS: Consent(*SMS, granted=True, changed_at=NOW + timedelta(seconds=2)),
    }
