"""How the money commands of games are judged: rules in order, then the decision."""

from domain.games.close_round import CloseRound, decide_close
from domain.games.place_bet import PlaceBet, decide_bet, session_lets_in, sign_in_holds, stake_is_covered
from domain.games.roll_back import RollBack, decide_rollback
from domain.games.settle_win import SettleWin, decide_win
from domain.wallet import Procedure, Procedures, gate_open

PROCEDURES: Procedures = {
    PlaceBet: Procedure((session_lets_in, sign_in_holds, gate_open("bet"), stake_is_covered), decide_bet),
    SettleWin: Procedure((), decide_win),
    RollBack: Procedure((), decide_rollback),
    CloseRound: Procedure((), decide_close),
}
