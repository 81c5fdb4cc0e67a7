"""What the auditor sends: Hub88's wallet calls, written down here from Hub88's description and not from our code."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import uuid4

import orjson

from app.adapters.game_providers.hub88.signature import HEADER
from tests.auditor.sending import Expected, Keys, Request, Told
from tests.faults.harness.seats import Seat

OK, BUSY = "RS_OK", "RS_ERROR_UNKNOWN"
PATH = "/callbacks/hub88"
UNITS_PER_MINOR = {"EUR": 1_000, "USD": 1_000, "GBP": 1_000, "JPY": 100_000}
"""Hub88 counts hundred-thousandths of the whole unit."""


class Kind(StrEnum):
    BET = "/transaction/bet"
    WIN = "/transaction/win"
    ROLLBACK = "/transaction/rollback"
    BALANCE = "/user/balance"


@dataclass(frozen=True, slots=True)
class Call:
    """One call of one player; the same one may be sent again, each time under another ``request_uuid``."""

    seat: Seat
    kind: Kind
    uuid: str = ""
    round: str = ""
    minor: int = 0
    excess: int = 0
    """Units beyond the currency's digits."""
    closes: bool = False
    reference: str | None = None
    promotion: bool = False
    user: str | None = None
    token: str | None = None
    game: str | None = None
    currency: str | None = None
    forged: bool = False
    """Signed by somebody else."""
    twins: int = 1

    @property
    def named_user(self) -> str:
        return self.seat.user if self.user is None else self.user

    @property
    def named_token(self) -> str:
        return self.seat.token if self.token is None else self.token

    @property
    def named_game(self) -> str:
        return self.seat.game if self.game is None else self.game

    @property
    def named_currency(self) -> str:
        return self.seat.currency if self.currency is None else self.currency

    @property
    def key(self) -> str:
        return self.uuid

    def request(self, keys: Keys) -> Request:
        request_uuid, body = self.body()
        signer = keys.forger if self.forged else keys.games
        return Request(PATH + self.kind.value, body, {HEADER: signer.sign(body)}, request_uuid)

    def wanted(self, expected: Expected, request: Request) -> tuple[int, Told]:
        wanted: dict[str, object] = {"status": expected.status}
        if not self.forged:
            wanted |= {"user": self.named_user, "request_uuid": request.id}
        if expected.balance is not None:
            wanted |= {"balance": expected.balance, "currency": self.seat.currency}
        return 200, wanted

    def asks_to_come_again(self, status: int, told: Told) -> bool:
        return status == 200 and told.get("status") == BUSY

    def body(self) -> tuple[str, bytes]:
        """A new request id, and the raw body that carries it."""
        request_uuid = str(uuid4())
        message: dict[str, object] = {
            "request_uuid": request_uuid,
            "user": self.named_user,
            "token": self.named_token,
            "game_code": self.named_game,
        }
        if self.kind is not Kind.BALANCE:
            message |= {"transaction_uuid": self.uuid, "supplier_transaction_id": self.uuid, "round": self.round}
            message |= {"round_closed": self.closes, "is_free": False, "supplier_user": None, "bet": "zero"}
        if self.kind in (Kind.BET, Kind.WIN):
            amount = self.minor * UNITS_PER_MINOR[self.seat.currency] + self.excess
            message |= {"currency": self.named_currency, "amount": amount}
        if self.reference is not None:
            message["reference_transaction_uuid"] = self.reference
        if self.promotion:
            message["is_supplier_promo"] = True
        return request_uuid, orjson.dumps(message)

    def meaning(self) -> tuple[object, ...]:
        """What makes it another transaction under the same id."""
        common = (self.kind, self.named_user, self.round, self.named_game)
        if self.kind is Kind.ROLLBACK:
            return (*common, self.reference)
        return (*common, self.named_currency, self.minor, self.reference if self.kind is Kind.WIN else None)
