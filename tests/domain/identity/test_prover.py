"""What proves that somebody known is there, and what it costs to guess."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.identity import (
    ChallengeExpired,
    CompleteLogin,
    Evidence,
    InvalidCredentials,
    Login,
    Player,
    ProofMethod,
    RequestLoginCode,
    SecondFactorRequired,
    TotpFactor,
    WrongCode,
)
from domain.identity.recovery_codes import replace_recovery_codes
from domain.identity.totp import STEP_SECONDS
from domain.identity.use_cases.complete_login import CompleteLoginHandler
from domain.identity.use_cases.request_login_code import RequestLoginCodeHandler
from domain.shared import NotAllowed
from tests.builders import PASSWORD, a_visit
from tests.domain.identity.house import House

VISIT = a_visit()


async def ann(house: House) -> Player:
    registered = await house.registered()
    (player,) = (each for each in house.players.players.values() if each.email.shown == registered.email)
    return player


async def enrol(house: House, player: Player) -> tuple[str, ...]:
    """An app with the secret S, and the recovery codes."""
    await house.factors.enable_totp(TotpFactor(player.id, "S", house.clock.now(), 0))
    return await replace_recovery_codes(house.factors, house.recovery_codes, player.id, 2)


def code(house: House, steps: int = 0) -> str:
    return f"S {int(house.clock.now().timestamp()) // STEP_SECONDS + steps}"


async def test_a_player_has_the_methods_that_fit() -> None:
    house = House()
    player = await ann(house)
    assert await house.proof_methods.of(player.id) == (ProofMethod.PASSWORD,)
    await enrol(house, player)
    assert await house.proof_methods.of(player.id) == (ProofMethod.TOTP, ProofMethod.RECOVERY_CODE)
    await house.factors.disable_totp(player.id)
    house.players.hashes.pop(player.id)
    assert await house.proof_methods.of(player.id) == (ProofMethod.EMAIL_CODE,)
    house.players.players[player.id] = replace(player, phone="+491701234567")
    assert await house.proof_methods.of(player.id) == (ProofMethod.EMAIL_CODE, ProofMethod.SMS_CODE)


async def test_a_step_proves_once_and_none_before_it_does() -> None:
    house = House()
    player = await ann(house)
    await enrol(house, player)
    await house.prover.prove(player.id, Evidence(ProofMethod.TOTP, code=code(house, 1)), VISIT)
    for used in (code(house, 1), code(house), code(house, -1)):
        with pytest.raises(WrongCode) as refused:
            await house.prover.prove(player.id, Evidence(ProofMethod.TOTP, code=used), VISIT)
    assert refused.value.attempts_left == house.profile.sign_in.failures_per_subject - 3
    assert house.access_log.events[-2:] == ["STEP_UP_FAILED", "ACCOUNT_LOCKED"]


async def test_a_recovery_code_tells_its_owner_how_many_are_left() -> None:
    house = House()
    player = await ann(house)
    first, _ = await enrol(house, player)
    await house.prover.prove(player.id, Evidence(ProofMethod.RECOVERY_CODE, code=first), VISIT)
    assert (house.messenger.templates[-1], house.messenger.sent[-1].facts) == ("RECOVERY_CODE_USED", {"left": "1"})
    with pytest.raises(WrongCode):
        await house.prover.prove(player.id, Evidence(ProofMethod.RECOVERY_CODE, code=first), VISIT)


async def test_a_guess_is_counted_and_committed_before_it_is_judged() -> None:
    house = House()
    player = await ann(house)
    before = house.commits.count
    with pytest.raises(InvalidCredentials):
        await house.prover.prove(player.id, Evidence(ProofMethod.PASSWORD, password="wrong password"), VISIT)
    assert house.commits.count >= before + 2
    await house.prover.prove(player.id, Evidence(ProofMethod.PASSWORD, password=PASSWORD), VISIT)


async def test_the_second_step_opens_the_session_that_the_first_asked_for() -> None:
    house = House()
    player = await ann(house)
    await enrol(house, player)
    with pytest.raises(SecondFactorRequired) as asked:
        await house.login(Login(player.email.shown, PASSWORD, VISIT))
    complete = CompleteLoginHandler(house.prover, house.reception)
    challenge = asked.value.challenge
    with pytest.raises(NotAllowed):
        await complete(CompleteLogin(challenge, Evidence(ProofMethod.EMAIL_CODE, code="000001"), VISIT))
    with pytest.raises(WrongCode) as refused:
        await complete(CompleteLogin(challenge, Evidence(ProofMethod.TOTP, code="S 1"), VISIT))
    assert refused.value.attempts_left == house.profile.codes.attempts - 1
    right = CompleteLogin(challenge, Evidence(ProofMethod.TOTP, code=code(house)), VISIT)
    assert (await complete(right)).session.player_id == player.id
    with pytest.raises(ChallengeExpired):
        await complete(right)


async def test_a_code_for_nobody_is_as_much_work_and_goes_nowhere() -> None:
    house = House()
    player = await ann(house)
    ask = RequestLoginCodeHandler(house.profile.sign_in, house.players, house.places, house.codes, house.commits)
    known = await ask(RequestLoginCode(player.email.shown, None, VISIT))
    unknown = await ask(RequestLoginCode("nobody@example.com", None, VISIT))
    assert known.expires_at == unknown.expires_at == house.clock.now() + timedelta(minutes=10)
    sent, pretended = house.messenger.sent[-2:]
    assert (sent.template, sent.channel) == (pretended.template, pretended.channel)
    assert pretended.expires_at == house.clock.now()
    assert house.challenges.held[unknown.challenge].code_digest is None
    assert house.challenges.held[known.challenge].code_digest is not None
