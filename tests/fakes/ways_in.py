"""Challenges, codes, places, messages and throttles in memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from domain.identity import Challenge, ChallengeId, ChallengeKind, Message
from domain.jurisdiction import ThrottleRule
from domain.shared import PlayerId, TooManyAttempts
from tests.fakes.shared import HeldClock


@dataclass
class MemoryChallenges:
    held: dict[ChallengeId, Challenge] = field(default_factory=dict)
    spent: set[ChallengeId] = field(default_factory=set)

    async def add(self, challenge: Challenge) -> None:
        self.held[challenge.id] = challenge

    async def find(self, id_: ChallengeId, kind: ChallengeKind, now: datetime) -> Challenge | None:
        found = self.held.get(id_)
        if found is None or found.kind is not kind or not self._alive(found, now) or not found.attempts_left:
            return None
        return found

    async def attempt(self, id_: ChallengeId, kind: ChallengeKind, now: datetime) -> Challenge | None:
        found = await self.find(id_, kind, now)
        if found is not None:
            found = self.held[id_] = replace(found, attempts_left=found.attempts_left - 1)
        return found

    async def spend(self, id_: ChallengeId, now: datetime) -> bool:
        found = self.held.get(id_)
        if found is None or not self._alive(found, now):
            return False
        self.spent.add(id_)
        return True

    async def renew(self, challenge: Challenge) -> None:
        self.held[challenge.id] = replace(challenge, attempts_left=self.held[challenge.id].attempts_left)

    async def spend_all(
        self, player_id: PlayerId, kind: ChallengeKind, now: datetime, begun_after: datetime | None = None
    ) -> None:
        del now
        self.spent |= {
            each.id
            for each in self.held.values()
            if (each.player_id, each.kind) == (player_id, kind)
            and (begun_after is None or each.created_at > begun_after)
        }

    def _alive(self, challenge: Challenge, now: datetime) -> bool:
        return challenge.id not in self.spent and now < challenge.expires_at


@dataclass
class CountedCodes:
    """000001, 000002, …"""

    made: int = 0

    def new(self, challenge_id: ChallengeId) -> tuple[str, bytes]:
        self.made += 1
        code = f"{self.made:06}"
        return code, challenge_id.bytes + code.encode()

    def matches(self, challenge: Challenge, code: str) -> bool:
        return challenge.code_digest == challenge.id.bytes + code.encode()


@dataclass
class MemoryPlaces:
    devices: set[tuple[PlayerId, str]] = field(default_factory=set)
    networks: set[tuple[PlayerId, str]] = field(default_factory=set)

    async def knows_device(self, player_id: PlayerId, token: str) -> bool:
        return (player_id, token) in self.devices

    async def knows_network(self, player_id: PlayerId, ip: str) -> bool:
        return not ip or (player_id, ip.rpartition(".")[0]) in self.networks

    async def remember(self, player_id: PlayerId, device_token: str, ip: str, now: datetime) -> None:
        del now
        if device_token:
            self.devices.add((player_id, device_token))
        if ip:
            self.networks.add((player_id, ip.rpartition(".")[0]))


@dataclass
class MemoryMessenger:
    sent: list[Message] = field(default_factory=list)

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    @property
    def templates(self) -> list[str]:
        return [message.template.name for message in self.sent]

    @property
    def code(self) -> str:
        """The newest."""
        return next(message.facts["code"] for message in reversed(self.sent) if "code" in message.facts)


@dataclass
class MemoryCounter:
    """A Throttle whose buckets never fill again, except when the clock has passed the rule's whole time."""

    clock: HeldClock
    taken: dict[tuple[str, str], list[datetime]] = field(default_factory=dict)

    async def take(self, bucket: str, key: str, rule: ThrottleRule) -> None:
        if not key:
            return
        now = self.clock.now()
        recent = [at for at in self.taken.get((bucket, key), []) if (now - at).total_seconds() < rule.seconds]
        if len(recent) >= rule.burst:
            raise TooManyAttempts(rule.seconds)
        self.taken[(bucket, key)] = [*recent, now]

    async def give_back(self, bucket: str, key: str, rule: ThrottleRule) -> None:
        del rule
        if self.taken.get((bucket, key)):
            self.taken[(bucket, key)].pop()
