"""How the wallet's own commands are judged."""

from domain.wallet.adjust_balance import AdjustBalance, decide_adjustment
from domain.wallet.decision import Procedure, Procedures

PROCEDURES: Procedures = {AdjustBalance: Procedure((), decide_adjustment)}
