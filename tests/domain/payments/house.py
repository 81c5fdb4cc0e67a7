"""Payments' use cases around one set of fakes."""

from dataclasses import dataclass, field, replace

from app.adapters.payment_providers.sandbox import PROVIDER, SANDBOX_METHODS
from domain.identity import RequireFreshProof, Viewer
from domain.jurisdiction import GLI, PROFILES, Profiles, WithdrawalRules
from domain.payments import DepositNotice, PayOutDue, PayoutNotice, RequestWithdrawal, StartDeposit, Withdrawal
from domain.payments.use_cases.pay_out_due import PayOutDueHandler
from domain.payments.use_cases.receive_deposit_notice import ReceiveDepositNotice
from domain.payments.use_cases.receive_payout_notice import ReceivePayoutNotice
from domain.payments.use_cases.request_withdrawal import RequestWithdrawalHandler
from domain.payments.use_cases.review_withdrawal import ReviewWithdrawalHandler
from domain.payments.use_cases.start_deposit import DepositStarted, StartDepositHandler
from domain.shared import SessionId
from tests.domain.payments.builders import PLAYER
from tests.fakes.payments import (
    MemoryDeposits,
    MemoryMoney,
    MemoryNotices,
    MemoryStaffCases,
    MemoryWithdrawals,
    ScriptedProvider,
)
from tests.fakes.settlement import MemorySettlement
from tests.fakes.shared import CountedCommits, CountedIds, HeldClock

VIEWER = Viewer(PLAYER, SessionId(PLAYER))
AUTOMATIC = 5000
PROFILES_HERE = Profiles({**PROFILES, GLI.code: replace(GLI, withdrawals=WithdrawalRules({"EUR": AUTOMATIC}))})


async def proven(_: RequireFreshProof) -> None:
    """This session has proven itself."""


@dataclass
class House:
    """``PLAYER`` has a wallet with 100.00 EUR."""

    clock: HeldClock = field(default_factory=HeldClock)
    ids: CountedIds = field(default_factory=CountedIds)
    commits: CountedCommits = field(default_factory=CountedCommits)
    provider: ScriptedProvider = field(default_factory=ScriptedProvider)
    notices: MemoryNotices = field(default_factory=MemoryNotices)
    cases: MemoryStaffCases = field(default_factory=MemoryStaffCases)
    money: MemoryMoney = field(default_factory=MemoryMoney)

    def __post_init__(self) -> None:
        self.settlement = MemorySettlement(self.clock, self.ids)
        self.settlement.seat(PLAYER, cash=10_000)
        self.deposits = MemoryDeposits(self.settlement)
        self.withdrawals = MemoryWithdrawals(self.settlement)

    @property
    def balances(self) -> tuple[int, int]:
        """Cash and withdrawal hold."""
        wallet = self.settlement.wallet(PLAYER)
        return wallet.cash, wallet.withdrawal_hold

    async def start(self, amount: str = "25.00", key: str = "key-12345") -> DepositStarted:
        handler = StartDepositHandler(
            self.deposits,
            self.money,
            self.money,
            SANDBOX_METHODS,
            {PROVIDER: self.provider},
            PROFILES_HERE,
            self.settlement,
            self.clock,
            self.commits,
        )
        return await handler(StartDeposit(PLAYER, key, "sandbox_card", amount, "EUR"))

    async def withdraw(self, amount: str = "25.00", key: str = "key-12345") -> Withdrawal:
        handler = RequestWithdrawalHandler(
            self.withdrawals,
            self.money,
            proven,
            SANDBOX_METHODS,
            PROFILES_HERE,
            self.settlement,
            self.ids,
            self.commits,
        )
        return (await handler(RequestWithdrawal(VIEWER, key, "sandbox_card", amount, "EUR"))).withdrawal

    async def pay_out(self) -> int:
        handler = PayOutDueHandler(
            self.withdrawals,
            self.cases,
            self.money,
            {PROVIDER: self.provider},
            PROFILES_HERE,
            self.settlement,
            self.clock,
            self.commits,
        )
        return await handler(PayOutDue())

    @property
    def review(self) -> ReviewWithdrawalHandler:
        return ReviewWithdrawalHandler(self.withdrawals, self.settlement, self.clock, self.commits)

    async def hear(self, notice: DepositNotice | PayoutNotice) -> None:
        rest = (self.notices, self.cases, self.settlement, self.clock, self.commits)
        if isinstance(notice, DepositNotice):
            await ReceiveDepositNotice(self.deposits, *rest)(notice)
        else:
            await ReceivePayoutNotice(self.withdrawals, *rest)(notice)
