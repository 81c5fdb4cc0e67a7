"""Every kind of call that a game provider makes, right and wrong, with how often it is made."""

from dataclasses import replace
from uuid import UUID

from tests.auditor.commands import Call, Kind
from tests.auditor.generator import Generator, Table


def _bet(g: Generator) -> Call:
    return g.opened(g.bet(closes=g.chance.random() < 0.1))


def _bet_again(g: Generator) -> Call | None:
    name = g.round(open=True)
    return None if name is None else g.bet(name, closes=g.chance.random() < 0.2)


def _bet_on_closed(g: Generator) -> Call | None:
    name = g.round(open=False)
    return None if name is None else g.bet(name)


def _free(g: Generator) -> Call:
    return g.opened(g.bet(minor=0))


def _overbet(g: Generator) -> Call:
    return g.bet(minor=g.wallet.playable + g.chance.choice((1, 100, 10_000)))


def _win(g: Generator) -> Call | None:
    bet = g.sent(Kind.BET)
    if bet is None:
        return None
    minor = g.chance.choice((0, 0, bet.minor, bet.minor * 2, bet.minor * 3 // 2, 500))
    closes = g.chance.random() < 0.6
    return Call(g.wallet.seat, Kind.WIN, g.id(), bet.round, minor, closes=closes, reference=bet.uuid)


def _win_of_undone(g: Generator) -> Call | None:
    bet = g.sent(Kind.BET, undone=True)
    if bet is None or not g.wallet.known[bet.uuid].undone:
        return None
    return Call(g.wallet.seat, Kind.WIN, g.id(), bet.round, 100, reference=bet.uuid)


def _win_of_unknown(g: Generator) -> Call:
    return Call(g.wallet.seat, Kind.WIN, g.id(), g.round(open=True) or g.id(), 100, reference=g.id())


def _promotion(g: Generator) -> Call:
    name = g.round(open=g.chance.random() < 0.5) or g.id()
    if name not in g.rounds:
        g.rounds.append(name)
    return Call(g.wallet.seat, Kind.WIN, g.id(), name, 50, promotion=True)


def _rollback(g: Generator) -> Call | None:
    original = g.sent(Kind.BET, Kind.WIN, undone=True)
    if original is None:
        return None
    closes = g.chance.random() < 0.3
    return Call(g.wallet.seat, Kind.ROLLBACK, g.id(), original.round, closes=closes, reference=original.uuid)


def _rollback_before(g: Generator) -> Call:
    bet = g.bet()
    g.early.append(bet)
    return Call(g.wallet.seat, Kind.ROLLBACK, g.id(), bet.round, reference=bet.uuid)


def _late_bet(g: Generator) -> Call | None:
    return g.chance.choice(g.early) if g.early else None


def _rollback_of_rollback(g: Generator) -> Call | None:
    original = g.sent(Kind.ROLLBACK)
    if original is None:
        return None
    return Call(g.wallet.seat, Kind.ROLLBACK, g.id(), original.round, reference=original.uuid)


def _rollback_elsewhere(g: Generator) -> Call | None:
    original = g.sent(Kind.BET)
    return None if original is None else Call(g.wallet.seat, Kind.ROLLBACK, g.id(), g.id(), reference=original.uuid)


def _replay(g: Generator) -> Call | None:
    return g.sent(Kind.BET, Kind.WIN, Kind.ROLLBACK, undone=True)


def _other_meaning(g: Generator) -> Call | None:
    call = g.sent(Kind.BET, Kind.WIN, undone=True)
    if call is None:
        return None
    return replace(call, minor=call.minor + 1) if g.chance.random() < 0.5 else replace(call, round=g.id())


def _as_another_kind(g: Generator) -> Call | None:
    call = g.sent(Kind.BET)
    return None if call is None else Call(g.wallet.seat, Kind.WIN, call.uuid, call.round, 100, reference=call.uuid)


def _anothers_id(g: Generator) -> Call | None:
    elsewhere = sorted(g.wallet.elsewhere)
    if not elsewhere:
        return None
    if g.chance.random() < 0.5:
        return Call(g.wallet.seat, Kind.ROLLBACK, g.id(), g.id(), reference=g.chance.choice(elsewhere))
    return g.bet(uuid=g.chance.choice(elsewhere))


def _stranger(g: Generator) -> Call:
    return g.bet(user=UUID(g.id()).hex)


def _no_session(g: Generator) -> Call:
    return g.bet(token=UUID(g.id()).hex)


def _ended_session(g: Generator) -> Call:
    return g.bet(token=g.wallet.seat.ended_token)


def _other_game(g: Generator) -> Call:
    return g.bet(game="tidal-reef")


def _other_currency(g: Generator) -> Call:
    # Never one whose minor unit is larger: the amount would have excess digits, which is refused in other words.
    return g.bet(currency=g.chance.choice(("BTC", "XXX", "GBP")))


def _forged(g: Generator) -> Call:
    return g.bet(forged=True)


def _excess(g: Generator) -> Call | None:
    if g.chance.random() < 0.5:
        return g.bet(excess=g.chance.randrange(1, 1_000))
    bet = g.sent(Kind.BET)
    if bet is None:
        return None
    return Call(g.wallet.seat, Kind.WIN, g.id(), bet.round, 1, g.chance.randrange(1, 1_000), reference=bet.uuid)


def _balance(g: Generator) -> Call:
    token = g.chance.choice((None, None, None, g.wallet.seat.ended_token, "no-such-token"))
    return Call(g.wallet.seat, Kind.BALANCE, token=token)


CALLS: Table = (
    (30, _bet),
    (8, _bet_again),
    (2, _bet_on_closed),
    (2, _free),
    (5, _overbet),
    (26, _win),
    (1, _win_of_undone),
    (1, _win_of_unknown),
    (3, _promotion),
    (8, _rollback),
    (2, _rollback_before),
    (2, _late_bet),
    (1, _rollback_of_rollback),
    (1, _rollback_elsewhere),
    (8, _replay),
    (3, _other_meaning),
    (1, _as_another_kind),
    (1, _anothers_id),
    (1, _stranger),
    (1, _no_session),
    (1, _ended_session),
    (1, _other_game),
    (1, _other_currency),
    (1, _forged),
    (1, _excess),
    (6, _balance),
)
