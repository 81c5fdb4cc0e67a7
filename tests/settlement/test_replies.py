"""Stored replies come back as equal objects."""

from dataclasses import dataclass, fields
from typing import get_type_hints
from uuid import UUID

import pytest

from app.settlement.replies import ReplyCodec, UnknownReply
from app.wiring.procedures import PROCEDURES, reply_codec
from domain.games import BetPlaced
from domain.payments import DepositConfirmed, WithdrawalMoved
from domain.wallet import BalanceAdjusted


@dataclass(frozen=True, slots=True)
class Everything:
    a_text: str
    a_number: int
    a_flag: bool
    an_id: UUID
    perhaps_an_id: UUID | None
    perhaps_a_text: str | None


@pytest.mark.parametrize(
    "reply",
    [
        BetPlaced(10**17, 2**62),
        BalanceAdjusted(1, -5),
        DepositConfirmed('"\\\n', False, 3),
        WithdrawalMoved("id", "PAID", True, 9),
    ],
)
def test_what_is_stored_comes_back(reply: object) -> None:
    codec = reply_codec()
    assert codec.decode(codec.encode(reply)) == reply


def test_ids_and_nothing_keep_their_types() -> None:
    codec = ReplyCodec((Everything,))
    for perhaps in (None, UUID(int=7)):
        reply = Everything("a", 1, True, UUID(int=5), perhaps, None)
        assert codec.decode(codec.encode(reply)) == reply


def test_every_command_answers_with_a_reply_that_can_be_stored() -> None:
    codec = reply_codec()
    for command in PROCEDURES:
        (answer,) = {base.__args__[0] for each in command.__mro__ for base in getattr(each, "__orig_bases__", ())
                     if isinstance(base.__args__[0], type)}  # fmt: skip
        hints = get_type_hints(answer)
        sample = answer(*(None if hints[field.name] is UUID else hints[field.name](1) for field in fields(answer)))
        assert codec.decode(codec.encode(sample)) == sample, command


def test_two_replies_of_one_name_cannot_both_be_stored() -> None:
    with pytest.raises(ValueError, match="BetPlaced"):
        ReplyCodec((BetPlaced, BetPlaced))


def test_a_reply_that_nobody_declares_is_told() -> None:
    with pytest.raises(UnknownReply):
        reply_codec().decode('["Forgotten",1]')
