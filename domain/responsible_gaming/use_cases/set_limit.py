"""Set a limit: a stricter one holds at once, a looser one after its time and one more word."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.identity import Viewer
from domain.responsible_gaming.limit import PERIODIC, LimitKind, LimitPeriod
from domain.responsible_gaming.limit_desk import Held, LimitDesk
from domain.responsible_gaming.limit_setting import (
    Amount,
    LimitId,
    LimitOwner,
    LimitSetting,
    LimitStep,
    LooserOffer,
)
from domain.responsible_gaming.reference_rates import ReferenceRates, euro_down
from domain.shared import Commit, FieldProblem, InvalidInput, Message, Money

LONGEST_SESSION_MINUTES = 1_440


@dataclass(frozen=True, slots=True)
class SetLimit(Message[LimitSetting]):
    """``amount``: free, in a currency that the player holds; ``minutes``: for SESSION_TIME instead."""

    viewer: Viewer
    kind: LimitKind
    period: LimitPeriod | None
    amount: Money | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class SetLimitHandler:
    """Raises InvalidInput. A stricter word, and the same one again, drops a looser one that waits."""

    desk: LimitDesk
    rates: ReferenceRates
    commit: Commit

    async def __call__(self, message: SetLimit) -> LimitSetting:
        desk = self.desk
        held = await desk.hold(message.viewer.player_id)
        held_in = await desk.settings.currencies(held.player.id)
        amount = _read(message, held, held_in, self.rates)
        known = held.setting((message.kind, message.period), LimitOwner.PLAYER)
        if known is None:
            setting = LimitSetting(
                LimitId(desk.ids.new()),
                held.player.id,
                message.kind,
                message.period,
                LimitOwner.PLAYER,
                amount,
                held.now,
            )
            await desk.note(held, setting, LimitStep.SET, amount)
        elif amount.value > known.amount.value:
            setting = replace(known, offer=offer_of(held, amount))
            await note_offer(desk, held, setting, LimitStep.LOOSENING_ASKED)
        else:
            setting = await _tightened(desk, held, known, amount)
        await desk.keep(held, setting)
        await self.commit()
        return setting


async def _tightened(desk: LimitDesk, held: Held, known: LimitSetting, amount: Amount) -> LimitSetting:
    if known.open_offer(held.now) is not None:
        await desk.note(held, known, LimitStep.OFFER_DROPPED, known.amount)
    if amount.value == known.amount.value:
        return replace(known, amount=amount, offer=None)
    setting = replace(known, amount=amount, since=held.now, offer=None)
    await desk.note(held, setting, LimitStep.TIGHTENED, amount)
    return setting


def offer_of(held: Held, amount: Amount | None) -> LooserOffer:
    begins = held.now + timedelta(hours=held.rules.loosen_hours)
    return LooserOffer(amount, begins, begins + timedelta(days=held.rules.confirm_days))


async def note_offer(desk: LimitDesk, held: Held, setting: LimitSetting, step: LimitStep) -> None:
    offer = setting.offer
    assert offer is not None
    await desk.note(held, setting, step, offer.amount, starts_at=offer.confirm_from, ends_at=offer.confirm_until)


def _read(message: SetLimit, held: Held, currencies: tuple[str, ...], rates: ReferenceRates) -> Amount:
    kind, rules, problems = message.kind, held.rules, list[FieldProblem]()
    timed = kind is LimitKind.SESSION_TIME
    if kind.value not in rules.kinds:
        problems.append(FieldProblem("kind", "NOT_OFFERED"))
    if kind in PERIODIC and message.period is None:
        problems.append(FieldProblem("period", "REQUIRED"))
    elif kind not in PERIODIC and message.period is not None:
        problems.append(FieldProblem("period", "NOT_APPLICABLE"))
    elif message.period is not None and message.period.value not in rules.periods:
        problems.append(FieldProblem("period", "NOT_OFFERED"))
    for name, given, wanted in (("amount", message.amount, not timed), ("minutes", message.minutes, timed)):
        if given is None and wanted:
            problems.append(FieldProblem(name, "REQUIRED"))
        elif given is not None and not wanted:
            problems.append(FieldProblem(name, "NOT_APPLICABLE"))
    if message.minutes is not None and not 1 <= message.minutes <= LONGEST_SESSION_MINUTES:
        problems.append(FieldProblem("minutes", "OUT_OF_RANGE"))
    if message.amount is not None and message.amount.currency.code not in currencies:
        problems.append(FieldProblem("amount.currency", "UNKNOWN_WALLET"))
    if problems:
        raise InvalidInput(tuple(problems))
    if message.amount is None:
        return Amount((message.minutes or 0) * 60)
    typed = message.amount
    return Amount(euro_down(rates, typed.currency.code, typed.minor), typed)
