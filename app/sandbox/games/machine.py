"""A slot machine as data: strips, lines, pays; what a spin wins; and its exact return to player."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

Window = tuple[str, ...]
"""What one reel shows, top to bottom, one letter a symbol."""


@dataclass(frozen=True, slots=True)
class LineWin:
    """``count`` symbols from the left on ``line`` (an index) pay ``pays`` line stakes."""

    line: int
    symbol: str
    count: int
    pays: int


@dataclass(frozen=True, slots=True)
class Spin:
    """``stops``: the top row's place on each strip. ``scatter_pays`` is in whole stakes, ``units`` in line stakes."""

    stops: tuple[int, ...]
    windows: tuple[Window, ...]
    line_wins: tuple[LineWin, ...]
    scatters: int
    scatter_pays: int
    units: int


@dataclass(frozen=True, slots=True)
class Machine:
    """Every stop of every strip is equally likely.

    A spin costs one line stake for each line. ``pays[symbol][n - 1]`` line stakes are won by n equal symbols from the
    left; ``wild`` stands for every symbol but the scatter, and pays as itself where that is more.
    ``scatter_pays[n - 1]`` whole stakes are won by n scatters anywhere.
    """

    code: str
    rows: int
    strips: tuple[str, ...]
    lines: tuple[tuple[int, ...], ...]
    pays: Mapping[str, tuple[int, ...]]
    wild: str | None = None
    scatter: str | None = None
    scatter_pays: tuple[int, ...] = ()

    def window(self, reel: int, stop: int) -> Window:
        strip = self.strips[reel]
        return tuple(strip[(stop + row) % len(strip)] for row in range(self.rows))

    def spin(self, stops: Sequence[int]) -> Spin:
        windows = tuple(self.window(reel, stop) for reel, stop in enumerate(stops))
        wins = []
        for number, line in enumerate(self.lines):
            symbol, count, pays = self.line_pays(tuple(windows[reel][row] for reel, row in enumerate(line)))
            if pays:
                wins.append(LineWin(number, symbol, count, pays))
        scatters = sum(window.count(self.scatter) for window in windows) if self.scatter else 0
        scatter_pays = self._scatter(scatters)
        units = sum(win.pays for win in wins) + scatter_pays * len(self.lines)
        return Spin(tuple(stops), windows, tuple(wins), scatters, scatter_pays, units)

    def at_rest(self) -> Spin:
        """What is shown before the first spin: the first window, all reels at the same stop, that wins nothing."""
        spins = (self.spin([stop] * len(self.strips)) for stop in range(min(map(len, self.strips))))
        return next(spin for spin in spins if not spin.units)

    def line_pays(self, symbols: Window) -> tuple[str, int, int]:
        """The best of what a line's symbols pay: symbol, how many, line stakes."""
        wilds = _run(symbols, {self.wild})
        best = self._paid(self.wild or "", wilds)
        if wilds < len(symbols) and symbols[wilds] != self.scatter:
            symbol = symbols[wilds]
            other = self._paid(symbol, _run(symbols, {symbol, self.wild}))
            if other[2] > best[2]:
                return other
        return best

    def _paid(self, symbol: str, count: int) -> tuple[str, int, int]:
        table = self.pays.get(symbol, ())
        return symbol, count, table[count - 1] if 0 < count <= len(table) else 0

    def _scatter(self, count: int) -> int:
        return self.scatter_pays[min(count, len(self.scatter_pays)) - 1] if count and self.scatter_pays else 0

    def return_to_player(self) -> Fraction:
        """Exact. Every line sees each strip's symbols equally often, so that one line's mean is every line's."""
        paid = 0
        for combination in product(*(Counter(strip).items() for strip in self.strips)):
            pays = self.line_pays(tuple(symbol for symbol, _ in combination))[2]
            paid += pays * prod(count for _, count in combination)
        return Fraction(paid, prod(map(len, self.strips))) + self._scatter_mean()

    def _scatter_mean(self) -> Fraction:
        if not self.scatter:
            return Fraction(0)
        chances = {0: Fraction(1)}
        for reel, strip in enumerate(self.strips):
            seen = Counter(self.window(reel, stop).count(self.scatter) for stop in range(len(strip)))
            following: dict[int, Fraction] = {}
            for so_far, chance in chances.items():
                for count, stops in seen.items():
                    following[so_far + count] = following.get(so_far + count, Fraction(0)) + chance * Fraction(
                        stops, len(strip)
                    )
            chances = following
        return sum((chance * self._scatter(count) for count, chance in chances.items()), Fraction(0))


def _run(symbols: Window, wanted: set[str | None]) -> int:
    count = 0
    while count < len(symbols) and symbols[count] in wanted:
        count += 1
    return count
