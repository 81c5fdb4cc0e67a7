"""Players and their gates."""

from dataclasses import replace

import pytest

from domain.identity import EmailAddress, EmailTaken, PasswordOnFile, PersonalDetails, PersonTaken, PhoneTaken
from domain.identity.player import NO_DETAILS
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


async def test_a_number_is_one_accounts_and_can_be_let_go(ports: Ports) -> None:
    ann, ben = somebody(), somebody()
    for player in (ann, ben):
        await ports.players.add(player, "hash")
    with_phone = replace(ann, phone="+4915111111111", phone_verified_at=NOW)
    await ports.players.save(with_phone)
    assert await ports.players.by_phone("+4915111111111") == with_phone

    with pytest.raises(PhoneTaken):
        await ports.players.save(replace(ben, phone="+4915111111111", phone_verified_at=NOW))

    await ports.players.save(replace(ann, phone="+4915122222222", phone_verified_at=NOW))
    await ports.players.save(replace(ben, phone="+4915111111111", phone_verified_at=NOW))
    found = await ports.players.by_phone("+4915111111111")
    assert found is not None
    assert found.id == ben.id


async def test_a_person_has_one_open_account(ports: Ports) -> None:
    named = PersonalDetails(first_name="Zoë Port", last_name="O'Hara")
    ann = replace(somebody(), details=named)
    again = replace(somebody(), details=replace(named, first_name="zoe-port", last_name="OHARA"))
    await ports.players.add(ann, "hash")
    with pytest.raises(PersonTaken):
        await ports.players.add(again, "hash")
    await ports.players.add(replace(again, details=NO_DETAILS), "hash")
    with pytest.raises(PersonTaken):
        await ports.players.save(again)
    await ports.players.save(replace(ann, closed_at=NOW))
    await ports.players.save(again)
    assert await ports.players.get((again.id,)) == {again.id: again}


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
