"""Challenges that take one answer, right or wrong: what answers them cannot be guessed or mistyped."""

from dataclasses import dataclass

from domain.identity.challenge import Challenge, ChallengeId, ChallengeKind, Challenges
from domain.identity.refusals import ChallengeExpired
from domain.shared import Clock, Commit, PlayerId


@dataclass(frozen=True, slots=True)
class SingleUse:
    challenges: Challenges
    clock: Clock
    commit: Commit

    async def spend(self, id_: ChallengeId, kind: ChallengeKind, player_id: PlayerId | None = None) -> Challenge:
        """The challenge, spent and committed, so that of many answers at once one is judged, and no connection waits.

        Raises ChallengeExpired, for one that was begun for somebody else too.
        """
        now = self.clock.now()
        found = await self.challenges.find(id_, kind, now)
        if found is None or found.player_id != player_id or not await self.challenges.spend(id_, now):
            raise ChallengeExpired
        await self.commit()
        return found
