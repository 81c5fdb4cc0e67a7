"""Vendors' verdicts: repeated, disordered, parallel, about nobody, and against bets."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import uuid4

import pytest

from app.platform import Platform
from domain.jurisdiction import KycLevel
from domain.kyc import Answer, KycStatus, Rejection, UnknownApplicant, VerdictRecorded
from domain.shared import PlayerId
from domain.wallet import GateClosed
from tests.money_commands import CASINO, GAME, adjust, bet, token_digest_of
from tests.postgres.kyc.conftest import NOON, RETRY, Desk
from tests.running import SignedInPlayer, SignUp


async def status(desk: Desk, player: SignedInPlayer) -> KycStatus:
    return (await desk.view(player)).levels[0].status


async def test_green_opens_and_a_later_red_closes_again(desk: Desk, waiting: SignedInPlayer) -> None:
    reference = await desk.attempt(waiting)
    assert await desk.say(reference, Answer.GREEN, 1) == VerdictRecorded(new=True, applied=True)
    assert await desk.blocks(waiting.id) == set()
    await desk.say(reference, Answer.RED, 2, **RETRY)
    assert await desk.blocks(waiting.id) == {"bet:KYC_REQUIRED"}
    view = await desk.view(waiting)
    assert (view.levels[0].case.comment, view.levels[0].case.reasons) == ("Too dark.", ("BLURRED",))
    assert [check.verdict.answer for check in view.checks] == [Answer.RED, Answer.GREEN]
    await desk.say(reference, Answer.GREEN, 3)
    assert await desk.blocks(waiting.id) == set()


@pytest.mark.parametrize("order", list(permutations(((Answer.GREEN, 1), (Answer.RED, 2), (Answer.GREEN, 3)))))
async def test_in_whatever_order_they_arrive_the_latest_counts(
    desk: Desk, waiting: SignedInPlayer, order: tuple[tuple[Answer, int], ...]
) -> None:
    reference = await desk.attempt(waiting)
    for answer, minute in order:
        await desk.say(reference, answer, minute)
    assert await status(desk, waiting) is KycStatus.APPROVED
    assert await desk.blocks(waiting.id) == set()
    assert len((await desk.view(waiting)).checks) == 3, "each is kept, applied or not"


async def test_a_repeated_verdict_changes_nothing(desk: Desk, waiting: SignedInPlayer) -> None:
    reference = await desk.attempt(waiting)
    await desk.say(reference, Answer.GREEN, 1)
    await desk.say(reference, Answer.RED, 2, rejection=Rejection.FINAL)
    assert await desk.say(reference, Answer.GREEN, 1) == VerdictRecorded(new=False, applied=False)
    assert await desk.say(reference, Answer.RED, 2) == VerdictRecorded(new=False, applied=False)
    assert await status(desk, waiting) is KycStatus.REJECTED


async def test_fifty_at_once_are_one(desk: Desk, waiting: SignedInPlayer) -> None:
    reference = await desk.attempt(waiting)
    answers = await asyncio.gather(*(desk.say(reference, Answer.GREEN, 1) for _ in range(50)))
    assert sum(answer.new for answer in answers) == 1
    assert sum(answer.applied for answer in answers) == 1
    assert len((await desk.view(waiting)).checks) == 1


async def test_fifty_different_ones_at_once_end_at_the_latest(desk: Desk, waiting: SignedInPlayer) -> None:
    reference = await desk.attempt(waiting)
    said = [(Answer.GREEN if minute % 2 else Answer.RED, minute) for minute in range(50)]
    await asyncio.gather(*(desk.say(reference, answer, minute) for answer, minute in said))
    assert await status(desk, waiting) is KycStatus.APPROVED
    assert await desk.blocks(waiting.id) == set()


@pytest.mark.parametrize("reference", [str(uuid4()), "not an id", ""])
async def test_who_was_never_sent_is_unknown(desk: Desk, reference: str) -> None:
    with pytest.raises(UnknownApplicant):
        await desk.say(reference, Answer.GREEN, 1)


async def test_a_review_waits_for_staff(desk: Desk, waiting: SignedInPlayer) -> None:
    await desk.say(await desk.attempt(waiting), Answer.REVIEW, 1)
    assert await status(desk, waiting) is KycStatus.IN_REVIEW
    assert await desk.blocks(waiting.id) == {"bet:KYC_REQUIRED"}


async def test_private_comments_are_sealed(platform: Platform, desk: Desk, waiting: SignedInPlayer) -> None:
    await desk.say(await desk.attempt(waiting), Answer.RED, 1, **RETRY)
    row = await platform.pool.fetchrow("select * from kyc_checks where player_id = $1", waiting.id)
    assert row is not None
    assert b"Odd." not in row["private_comment_sealed"]
    assert b"Too dark." not in row["comment_sealed"]


async def test_after_a_red_is_acknowledged_no_bet_is_taken(platform: Platform, desk: Desk, sign_up: SignUp) -> None:
    """Bets from many callers, and a RED among them: each that came after its acknowledgement is refused."""
    player = await sign_up()
    await _seat(platform, player.id)
    reference = await desk.attempt(player)
    said = asyncio.Event()
    taken_after = refused = taken = 0

    async def play(number: int) -> None:
        nonlocal taken_after, refused, taken
        for n in range(20):
            began_after = said.is_set()
            try:
                await platform.settlement.settle(bet(player.id, 1, f"{player.id} {number} {n}", round_=f"{number} {n}"))
                taken += 1
                taken_after += began_after
            except GateClosed:
                refused += 1

    async def turn_red() -> None:
        while taken < 20:  # noqa: ASYNC110 - in the middle of the bets
            await asyncio.sleep(0)
        # Staff vouched for this player at the present time: the vendor knows better, and later.
        minutes = (datetime.now(UTC) + timedelta(minutes=1) - NOON) // timedelta(minutes=1) + 1
        await desk.say(reference, Answer.RED, minutes, rejection=Rejection.FINAL)
        said.set()

    await asyncio.gather(turn_red(), *(play(number) for number in range(16)))
    assert taken_after == 0
    assert refused > 0
    assert taken + refused == 320


async def _seat(platform: Platform, player_id: PlayerId) -> None:
    await platform.settlement.settle(adjust(player_id, 10_000, f"seat {player_id}"))
    now = datetime.now(UTC)
    await platform.pool.execute(
        "insert into game_sessions (id, token_digest, player_id, provider, game_code, currency, opened_at, expires_at)"
        " values ($1, $2, $3, $4, $5, 'EUR', $6, $7)",
        *(uuid4(), token_digest_of(player_id), player_id, CASINO, GAME, now, now + timedelta(hours=4)),
    )


async def test_levels_have_attempts_of_their_own(desk: Desk, waiting: SignedInPlayer) -> None:
    identity, document = await desk.attempt(waiting), await desk.attempt(waiting, KycLevel.DOCUMENT)
    assert identity != document
    assert await desk.attempt(waiting) == identity
    await desk.say(document, Answer.GREEN, 1)
    view = await desk.view(waiting)
    assert (view.level, view.levels[1].status) == (KycLevel.NONE, KycStatus.APPROVED)
    await desk.say(identity, Answer.GREEN, 1)
    assert (await desk.view(waiting)).level is KycLevel.DOCUMENT
