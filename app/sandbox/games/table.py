"""A round from the press of the button to its end, whatever the network does.

The rules are Hub88's and Caleta's: a bet is repeated under its own transaction; one whose end stays unknown, and one
refused for anything but a lack of money, is rolled back; wins and rollbacks are repeated until they are accepted.
"""

import secrets
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from asyncpg import Record

from app.sandbox.games.book import Book, State
from app.sandbox.games.listing import DEMO_BALANCE_MINOR, STAKES_MINOR, units_per_minor
from app.sandbox.games.machine import Machine, Spin
from app.sandbox.games.machines import MACHINES
from app.sandbox.games.operator_wallet import Answer, OperatorWallet

CYCLE_SECONDS = 2.5
"""UK RTS 14D: a slot's round takes at least this long."""
NETWORK_ALLOWANCE_SECONDS = 0.2
"""Two presses a cycle apart may arrive a little closer."""

OpenWallet = Callable[[], AbstractAsyncContextManager[OperatorWallet]]

_WHY_NOT = {
    "RS_ERROR_NOT_ENOUGH_MONEY": "not-enough-money",
    "RS_ERROR_INVALID_TOKEN": "session-over",
    "RS_ERROR_TOKEN_EXPIRED": "session-over",
    "RS_ERROR_USER_DISABLED": "not-allowed",
    "RS_ERROR_LIMIT_REACHED": "not-allowed",
}


class NoSpin(Exception):
    """``code`` tells the page why; ``balance`` is the operator's, where it said."""

    def __init__(self, code: str, balance: int | None = None) -> None:
        self.code = code
        self.balance = balance


@dataclass(frozen=True, slots=True)
class Played:
    """``win`` and ``balance`` are in 1/100,000; no balance: the win is still on its way to the operator."""

    spin: Spin
    stake: int
    win: int
    balance: int | None


class Table:
    """Stops come from the operating system's cryptographic generator. ``pace`` 1 is a person's; tests go faster."""

    def __init__(self, book: Book, open_wallet: OpenWallet, pace: float = 1.0) -> None:
        self._book = book
        self._open_wallet = open_wallet
        self._pause_seconds = (CYCLE_SECONDS - NETWORK_ALLOWANCE_SECONDS) * pace

    async def balance(self, seat: Record) -> Answer:
        if seat["token"] is None:
            return Answer("RS_OK", seat["demo_balance"])
        async with self._open_wallet() as wallet:
            return await wallet.balance(seat)

    async def spin(self, seat: Record, stake_minor: int) -> Played:
        """Raises NoSpin: wrong-stake, too-soon, not-enough-money, session-over, not-allowed, try-again."""
        if stake_minor not in STAKES_MINOR:
            raise NoSpin("wrong-stake")
        if not await self._book.claim_spin(seat["id"], self._pause_seconds):
            raise NoSpin("too-soon")
        machine, stake = MACHINES[seat["game"]], stake_minor * units_per_minor(seat["currency"])
        if seat["token"] is None:
            return await self._spin_demo(seat, machine, stake)
        round_ = await self._book.start(seat["id"], stake)
        async with self._open_wallet() as wallet:
            bet = await wallet.bet(seat, round_)
            if not bet.ok:
                await self._discard(wallet, seat, round_, bet)
                raise NoSpin(_WHY_NOT.get(bet.status, "try-again"), bet.balance)
            spin = drawn(machine)
            win = spin.units * stake // len(machine.lines)
            await self._book.turn(round_, State.PAYING, spin.stops, win)
            paid = await wallet.win(seat, round_, win)
        if paid.ok:
            await self._book.turn(round_, State.DONE, win=win)
        return Played(spin, stake, win, paid.balance if paid.ok else None)

    async def _discard(self, wallet: OperatorWallet, seat: Record, round_: Record, bet: Answer) -> None:
        if bet.status == "RS_ERROR_NOT_ENOUGH_MONEY":
            await self._book.turn(round_, State.VOID)
            return
        await self._book.turn(round_, State.TAKING_BACK)
        if (await wallet.roll_back(seat, round_, attempts=1)).ok:
            await self._book.turn(round_, State.VOID)

    async def _spin_demo(self, seat: Record, machine: Machine, stake: int) -> Played:
        spin = drawn(machine)
        win = spin.units * stake // len(machine.lines)
        balance = await self._book.play_demo(seat["id"], stake, win)
        if balance is None:
            refill = DEMO_BALANCE_MINOR * units_per_minor(seat["currency"])
            await self._book.refill_demo(seat["id"], refill)
            raise NoSpin("play-money-refilled", refill)
        return Played(spin, stake, win, balance)

    async def finish_due(self) -> int:
        """Carry on with rounds that were cut off or not accepted; how many there were."""
        due = await self._book.claim_unfinished(20)
        for round_ in due:
            seat = await self._book.seat(round_["seat"])
            assert seat is not None
            async with self._open_wallet() as wallet:
                if round_["state"] == State.PAYING:
                    answer, end = await wallet.win(seat, round_, round_["win"], attempts=1), State.DONE
                else:
                    if round_["state"] == State.BETTING:
                        await self._book.turn(round_, State.TAKING_BACK)
                    answer, end = await wallet.roll_back(seat, round_, attempts=1), State.VOID
            if answer.ok:
                await self._book.turn(round_, end, win=round_["win"] or 0)
        return len(due)


def drawn(machine: Machine) -> Spin:
    return machine.spin([secrets.randbelow(len(strip)) for strip in machine.strips])
