"""A proof of work of our own: the client's processor is busy for a moment, a flood of them is busy for hours.

ALTCHA's protocol, version 2: we choose a counter and derive a key from it; the client tries counters from 0 until the
key begins as ours does, and sends back what we signed together with the counter and the key.
"""

import base64
import binascii
import json
from datetime import UTC, datetime, timedelta

import altcha

from app.adapters.cipher import derive_key
from app.secrets import KeyRing
from domain.identity import BotCheckFailed, Visit
from domain.identity.challenge import SpentProofs
from domain.identity.guards import BotCheckKind, BotCheckOffer
from domain.shared import Random

ALGORITHM = "PBKDF2/SHA-256"
"""Browsers derive it natively, so an attacker's program gains little over a person's phone."""
COST = 1_000
"""Iterations of one try: about a third of a millisecond."""
FEWEST_TRIES = 500
MOST_TRIES = 2_000
SECONDS = 600
MAX_ANSWER_CHARACTERS = 4_096


class ProofOfWork:
    """Makes and judges proofs; one for the process. ``fewest`` and ``most`` bound the tries that one takes."""

    def __init__(self, ring: KeyRing, random: Random, fewest: int = FEWEST_TRIES, most: int = MOST_TRIES) -> None:
        _, oldest = ring.oldest  # a new key in front must not spoil proofs that are being worked out
        self._key = derive_key(oldest, "bot check: challenge")
        self._answer_key = derive_key(oldest, "bot check: answer")
        self._random = random
        self._fewest = fewest
        self._most = most

    def offer(self, now: datetime) -> BotCheckOffer:
        expires_at = now + timedelta(seconds=SECONDS)
        challenge = altcha.create_challenge(
            ALGORITHM,
            COST,
            counter=self._fewest + self._random.below(self._most - self._fewest + 1),
            expires_at=expires_at,
            hmac_secret=self._key,
            hmac_key_secret=self._answer_key,
        )
        return BotCheckOffer(
            BotCheckKind.PROOF_OF_WORK, challenge=json.dumps(challenge.to_dict()), expires_at=expires_at
        )

    def judge(self, answer: str, now: datetime) -> tuple[bytes, datetime]:
        """The signed challenge that was solved, and when it expires. Raises BotCheckFailed."""
        if len(answer) > MAX_ANSWER_CHARACTERS:
            raise BotCheckFailed
        try:
            payload = altcha.Payload.from_base64(answer)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
            raise BotCheckFailed from None
        result = altcha.verify_solution(payload, self._key, hmac_key_secret=self._answer_key)
        if not result.verified:
            raise BotCheckFailed
        parameters, signature = payload.challenge.parameters, payload.challenge.signature
        assert signature is not None  # it was verified …
        assert parameters.expires_at is not None  # … and this is among what we signed
        expires_at = datetime.fromtimestamp(parameters.expires_at, UTC)
        if expires_at <= now:
            raise BotCheckFailed
        return signature.encode(), expires_at


class ProofOfWorkCheck:
    """Implements BotCheck: a proof counts once, which the database decides."""

    def __init__(self, work: ProofOfWork, spent: SpentProofs) -> None:
        self._work = work
        self._spent = spent

    def offer(self, now: datetime) -> BotCheckOffer:
        return self._work.offer(now)

    async def require(self, answer: str | None, visit: Visit, now: datetime) -> None:
        del visit
        if not answer:
            raise BotCheckFailed
        signature, expires_at = self._work.judge(answer, now)
        if not await self._spent.spend(b"bot check " + signature, expires_at, now):
            raise BotCheckFailed


def solved(challenge: str) -> str:
    """The answer to an offer's challenge, as a client works it out."""
    given = altcha.Challenge.from_dict(json.loads(challenge))
    solution = altcha.solve_challenge(given)
    assert solution is not None  # the tries are few
    answer = {"challenge": json.loads(challenge), "solution": solution.to_dict()}
    return base64.b64encode(json.dumps(answer).encode()).decode()
