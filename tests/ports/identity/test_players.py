"""Players and their gates."""

import pytest

from domain.identity import EmailAddress, EmailTaken, PasswordOnFile
from tests.ports.identity.conftest import Ports
from tests.ports.identity.people import NOW, somebody


async def test_what_was_added_is_found_by_id_and_by_address(ports: Ports) -> None:
    ann, ben, nobody = somebody("Ann.Port@Example.com"), somebody(), somebody()
    for player in (ann, ben):
        await ports.players.add(player, f"hash of {player.id}")
        await ports.gates.open(player.id, "EUR")

    assert await ports.players.get((ann.id, ben.id, nobody.id)) == {ann.id: ann, ben.id: ben}
    found = await ports.players.password_by_email(EmailAddress.parse("ANN.PORT@example.com"))
    assert found == await ports.players.password_of(ann.id) == PasswordOnFile(ann.id, f"hash of {ann.id}")
    assert await ports.players.password_of(nobody.id) is None
    assert await ports.players.password_by_email(EmailAddress.parse("nobody.port@example.com")) is None


async def test_an_address_is_one_account_and_the_transaction_goes_on(ports: Ports) -> None:
    ann = somebody("taken.port@example.com")
    await ports.players.add(ann, "first")
    await ports.gates.open(ann.id, "EUR")

    with pytest.raises(EmailTaken):
        await ports.players.add(somebody("TAKEN.port@example.com"), "second")

    assert await ports.players.password_by_email(ann.email) == PasswordOnFile(ann.id, "first")


async def test_a_password_is_replaced(ports: Ports) -> None:
    ann = somebody()
    await ports.players.add(ann, "old")
    await ports.players.replace_password(ann.id, "new", NOW)
    assert await ports.players.password_of(ann.id) == PasswordOnFile(ann.id, "new")


async def test_a_new_player_has_every_gate_open(ports: Ports) -> None:
    ann, nobody = somebody(), somebody()
    await ports.players.add(ann, "hash")
    await ports.gates.open(ann.id, "BTC")
    assert await ports.gates.blocks((ann.id, nobody.id)) == {ann.id: ()}
