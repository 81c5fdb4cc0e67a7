"""Linked methods and spent proofs."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.adapters.cipher import BlindIndex, Cipher
from app.adapters.postgres.identity.linked_methods import PostgresLinkedMethods
from app.adapters.postgres.identity.players import PostgresPlayers
from app.adapters.postgres.identity.spent_proofs import PostgresSpentProofs
from domain.identity import LinkedMethod, LinkedMethodId, Player, SignInMethod, SignInMethodTaken
from domain.identity.challenge import SpentProofs
from domain.identity.linked_method import LinkedMethods
from domain.identity.ports import Players
from tests.fakes.identity import MemoryPlayers
from tests.fakes.linked_methods import MemoryLinkedMethods, MemorySpentProofs
from tests.ports.identity.conftest import RING
from tests.ports.identity.people import NOW, somebody


@dataclass(frozen=True, slots=True)
class Store:
    players: Players
    linked: LinkedMethods
    spent: SpentProofs

    async def somebody(self) -> Player:
        await self.players.add(player := somebody(), None)
        return player


@pytest.fixture(params=["memory", "postgres"])
async def store(request: pytest.FixtureRequest, sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[Store]:
    if request.param == "memory":
        yield Store(MemoryPlayers(), MemoryLinkedMethods(), MemorySpentProofs())
        return
    cipher = Cipher(RING)
    async with sessions() as session:
        indexes = (BlindIndex(RING, purpose) for purpose in ("e-mail address", "phone number", "person"))
        yield Store(
            PostgresPlayers(session, cipher, *indexes),
            PostgresLinkedMethods(session, cipher, BlindIndex(RING, "linked method")),
            PostgresSpentProofs(session),
        )


def a_method(player: Player, number: int, **changes: object) -> LinkedMethod:
    """``number`` orders methods, as the time in a real id does."""
    method = LinkedMethod(
        id=LinkedMethodId(UUID(int=(number << 64) | uuid4().int >> 64)),
        player_id=player.id,
        method=SignInMethod.TELEGRAM,
        subject=str(uuid4()),
        label="@somebody",
        linked_at=NOW,
    )
    return replace(method, **changes)  # type: ignore[arg-type]


async def test_finds_who_a_subject_is(store: Store) -> None:
    player = await store.somebody()
    method = a_method(player, 1, public_key=b"key", sign_count=7)
    await store.linked.add(method)
    assert await store.linked.by_subject(SignInMethod.TELEGRAM, method.subject) == method
    assert await store.linked.by_subject(SignInMethod.TON, method.subject) is None
    assert await store.linked.by_subject(SignInMethod.TELEGRAM, "nobody") is None


async def test_a_subject_is_one_players_and_the_transaction_goes_on(store: Store) -> None:
    first, second = await store.somebody(), await store.somebody()
    method = a_method(first, 1)
    await store.linked.add(method)
    for player in (first, second):
        with pytest.raises(SignInMethodTaken):
            await store.linked.add(a_method(player, 2, subject=method.subject))
    await store.linked.add(a_method(second, 2, subject=method.subject, method=SignInMethod.TON))
    assert [each.method for each in await store.linked.of(second.id)] == [SignInMethod.TON]


async def test_of_a_player_oldest_first(store: Store) -> None:
    player, another = await store.somebody(), await store.somebody()
    methods = [a_method(player, number) for number in (1, 2, 3)]
    for method in reversed(methods):
        await store.linked.add(method)
    assert list(await store.linked.of(player.id)) == methods
    found = await store.linked.find([player.id, another.id])
    assert list(found[player.id]) == methods
    assert not found.get(another.id)


async def test_what_is_removed_is_free_again(store: Store) -> None:
    player = await store.somebody()
    method = a_method(player, 1)
    await store.linked.add(method)
    await store.linked.remove(method.id)
    assert await store.linked.by_subject(method.method, method.subject) is None
    await store.linked.add(replace(method, id=LinkedMethodId(uuid4())))


@pytest.mark.parametrize(
    ("stored", "given", "noted"),
    [(0, 0, True), (0, 1, True), (5, 6, True), (5, 5, False), (5, 4, False), (5, 0, False)],
)
async def test_a_counter_has_to_grow(store: Store, stored: int, given: int, noted: bool) -> None:
    player, later = await store.somebody(), NOW + timedelta(hours=1)
    method = a_method(player, 1, sign_count=stored)
    await store.linked.add(method)
    assert await store.linked.used(method.id, later, given) is noted
    (kept,) = await store.linked.of(player.id)
    assert (kept.last_used_at, kept.sign_count) == ((later, given) if noted else (None, stored))


async def test_a_proof_is_taken_once_until_it_expires(store: Store) -> None:
    proof, expires_at = uuid4().bytes, NOW + timedelta(minutes=5)
    assert await store.spent.spend(proof, expires_at, NOW)
    assert not await store.spent.spend(proof, expires_at, NOW)
    assert not await store.spent.spend(proof, expires_at + timedelta(hours=1), expires_at - timedelta(seconds=1))
    assert await store.spent.spend(uuid4().bytes, expires_at, NOW)
    assert await store.spent.spend(proof, expires_at + timedelta(hours=1), expires_at)
    assert not await store.spent.spend(proof, expires_at, expires_at)
