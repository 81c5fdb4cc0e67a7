from uuid import uuid4

import pytest

from domain.identity import closed_because
from domain.shared import PlayerId
from domain.wallet import PlayerGate

BLOCKS = ("bet:SELF_EXCLUDED", "bet:TIME_OUT", "deposit:SELF_EXCLUDED", "betting:OTHER", "login:CLOSED")


@pytest.mark.parametrize("gate", ["login", "deposit", "bet", "withdraw"])
def test_a_client_is_told_what_the_lane_decides_by(gate: str) -> None:
    assert closed_because(gate, BLOCKS) == PlayerGate(PlayerId(uuid4()), BLOCKS).reasons(gate)


def test_reasons_keep_their_order_and_other_gates_apart() -> None:
    assert closed_because("bet", BLOCKS) == ("SELF_EXCLUDED", "TIME_OUT")
    assert closed_because("withdraw", BLOCKS) == ()
