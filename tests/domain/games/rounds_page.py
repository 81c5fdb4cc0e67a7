"""docs/rounds.md, made from the table: ``python -m tests.domain.games.rounds_page`` writes it anew."""

from collections.abc import Iterator
from pathlib import Path

from domain.games.rounds_table import ROUNDS_TABLE, Answered, Moves, Original, Outcome, Play, Refused, RoundIs

PAGE = Path(__file__).parents[3] / "docs" / "rounds.md"
INTRODUCTION = """\
# What happens to a round

Every money command of a game, in every state of its round. Made from `domain/games/rounds_table.py`, which is the rule,
by `tests/domain/games/rounds_page.py`; `tests/domain/games/test_rounds_table.py` holds the code to it, cell by cell.

- *original*: for a rollback, what it takes back; for a win that names its bet, that bet; for all else the command's own
  key. A settled original where there is **no round** belongs to another round.
- An amount of zero moves nothing: a bet of zero opens its round, a win of zero tells a loss.
- A command that moves money may also **end its round**: whatever the round then still holds goes from in play to the
  game result, in the same transaction, and the round is closed.
- Every success is stored, so that the same key is told the same again; a refusal leaves no trace, and is decided again.
- A bet also needs a live session, an open gate and the money; wins and rollbacks need none of it: they are owed.
  A win taken back may leave cash below zero: the deficit, which later credits repay.

"""


def rendered() -> str:
    return INTRODUCTION + "\n".join(_rows()) + "\n"


def _rows() -> Iterator[str]:
    yield "| command | original | " + " | ".join(state.value for state in RoundIs) + " |"
    yield "|---|---|" + "---|" * len(RoundIs)
    for play in Play:
        for original in Original:
            cells = [_cell(ROUNDS_TABLE[play, original, state]) for state in RoundIs]
            yield f"| {play.value} | {original.value} | " + " | ".join(cells) + " |"


def _cell(outcome: Outcome) -> str:
    if isinstance(outcome, Refused):
        return f"refused: `{outcome.refusal.code}`"
    if isinstance(outcome, Answered):
        return f"accepted: {outcome.value}"
    return f"{_move(outcome)}; {outcome.after.value}"


def _move(outcome: Moves) -> str:
    move = outcome.move
    source, target = (account.name.lower().replace("_", " ") for account in (move.source, move.target))
    return f"{move.amount.value}: {source} → {target}"


if __name__ == "__main__":
    PAGE.write_text(rendered())
