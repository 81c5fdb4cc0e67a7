"""Money commands with everything but the interesting part filled in."""

from hashlib import sha256
from uuid import UUID

from domain.games import CloseRound, PlaceBet, RollBack, SettleWin
from domain.payments import ConfirmDeposit, HoldWithdrawal, RejectWithdrawal, SettleWithdrawal
from domain.payments.use_cases.approve_withdrawal import ApproveWithdrawal
from domain.payments.use_cases.submit_withdrawal import SubmitWithdrawal
from domain.shared import DepositId, PlayerId, WithdrawalId
from domain.wallet import AdjustBalance, meaning_of

CASINO = "hub88"
BANK = "bank"
GAME = "slot"
ROUND = "round-1"


def token_digest_of(player: PlayerId) -> bytes:
    """Of the one game session that a test's player has."""
    return sha256(player.bytes).digest()


def bet(
    player: PlayerId, stake: int, key: str, *, round_: str = ROUND, closes: bool = False, currency: str = "EUR"
) -> PlaceBet:
    meaning = meaning_of("bet", player, currency, round_, stake, closes)
    return PlaceBet(
        player, currency, CASINO, key, meaning, round_, GAME, closes, token_digest_of(player), stake_minor=stake
    )


def win(
    player: PlayerId,
    amount: int,
    key: str,
    *,
    bet_key: str | None = None,
    round_: str = ROUND,
    closes: bool = False,
    currency: str = "EUR",
) -> SettleWin:
    meaning = meaning_of("win", player, currency, round_, amount, closes, bet_key)
    return SettleWin(player, currency, CASINO, key, meaning, round_, GAME, closes, bet_key, win_minor=amount)


def roll_back(
    player: PlayerId, original: str, key: str, *, round_: str = ROUND, closes: bool = False, currency: str = "EUR"
) -> RollBack:
    meaning = meaning_of("rollback", player, currency, round_, original, closes)
    return RollBack(player, currency, CASINO, key, meaning, round_, GAME, closes, original)


def close(player: PlayerId, key: str, *, round_: str = ROUND, currency: str = "EUR") -> CloseRound:
    meaning = meaning_of("close", player, currency, round_)
    return CloseRound(player, currency, CASINO, key, meaning, round_, GAME, True)


def adjust(player: PlayerId, amount: int, key: str, *, currency: str = "EUR", reason: str = "a test") -> AdjustBalance:
    return AdjustBalance(player, currency, "staff", key, meaning_of(player, currency, amount, reason), amount, reason)


def confirm(player: PlayerId, deposit: UUID, amount: int, key: str, *, currency: str = "EUR") -> ConfirmDeposit:
    """``key`` is the payment's id too."""
    meaning = meaning_of("confirm", deposit, amount, currency, key)
    return ConfirmDeposit(player, currency, BANK, key, meaning, DepositId(deposit), key, amount, currency)


def hold(player: PlayerId, withdrawal: UUID, amount: int, key: str, *, currency: str = "EUR") -> HoldWithdrawal:
    meaning = meaning_of("hold", amount, currency)
    return HoldWithdrawal(
        player, currency, "api", key, meaning, WithdrawalId(withdrawal), key, "card", BANK, amount_minor=amount
    )


def approve(player: PlayerId, withdrawal: UUID, key: str, *, currency: str = "EUR") -> ApproveWithdrawal:
    return ApproveWithdrawal(player, currency, "staff", key, b"approve", WithdrawalId(withdrawal), BANK)


def submit(player: PlayerId, withdrawal: UUID, key: str, *, currency: str = "EUR") -> SubmitWithdrawal:
    return SubmitWithdrawal(player, currency, "payout", key, b"submit", WithdrawalId(withdrawal), BANK)


def settle_payout(
    player: PlayerId, withdrawal: UUID, amount: int, key: str, *, currency: str = "EUR"
) -> SettleWithdrawal:
    meaning = meaning_of("settle", withdrawal, amount)
    return SettleWithdrawal(player, currency, BANK, key, meaning, WithdrawalId(withdrawal), BANK, amount, currency)


def reject(player: PlayerId, withdrawal: UUID, key: str, *, currency: str = "EUR") -> RejectWithdrawal:
    return RejectWithdrawal(player, currency, "staff", key, b"reject", WithdrawalId(withdrawal), BANK, "not now")
