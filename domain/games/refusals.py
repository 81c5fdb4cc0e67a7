"""Why a provider's money command is refused."""

from domain.shared import Refusal


class UnknownGameSession(Refusal):
    """No session has this token, or it is another player's."""

    code = "UNKNOWN_GAME_SESSION"


class GameSessionEnded(Refusal):
    """The session ran out or was ended; only bets are refused for it."""

    code = "GAME_SESSION_ENDED"


class WrongGame(Refusal):
    code = "WRONG_GAME"


class WrongCurrency(Refusal):
    code = "WRONG_CURRENCY"


class RoundIsClosed(Refusal):
    """A bet came after the end of its round."""

    code = "ROUND_IS_CLOSED"


class UnknownRound(Refusal):
    code = "UNKNOWN_ROUND"


class UnknownBet(Refusal):
    """A win names a bet that was never settled, or that belongs to another round."""

    code = "UNKNOWN_BET"


class NotReversible(Refusal):
    """A rollback names a settlement that is neither a bet nor a win, or that belongs to another round."""

    code = "NOT_REVERSIBLE"
