"""Runs the real program, kills it, and seats players in it."""

from tests.faults.harness.folder import running_program
from tests.faults.harness.postgres import RoughPostgres
from tests.faults.harness.program import DidNotStart, Program, free_port
from tests.faults.harness.seats import Seat, seat_players

__all__ = ["DidNotStart", "Program", "RoughPostgres", "Seat", "free_port", "running_program", "seat_players"]
