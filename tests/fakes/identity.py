"""Identity's ports in memory; the suites in tests/ports hold them to what PostgreSQL does."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol, TypeVar
from uuid import UUID

from domain.identity import (
    SIGN_INS,
    Access,
    EmailAddress,
    EmailTaken,
    PasswordOnFile,
    PersonTaken,
    PhoneTaken,
    Player,
    PresentedRefresh,
    Session,
    SessionKind,
    UsernameTaken,
    Verdict,
)
from domain.identity.person import person_key
from domain.jurisdiction import SignInRules
from domain.shared import Page, PageRequest, PlayerId, SessionId, TooManyAttempts


def person_of(player: Player) -> str | None:
    return person_key(player.details.first_name, player.details.last_name, player.birth_date)


@dataclass
class MemoryPlayers:
    players: dict[PlayerId, Player] = field(default_factory=dict)
    hashes: dict[PlayerId, str] = field(default_factory=dict)

    async def add(self, player: Player, password_hash: str | None) -> None:
        self._require_unique(player)
        self.players[player.id] = player
        if password_hash is not None:
            self.hashes[player.id] = password_hash

    async def save(self, player: Player) -> None:
        self._require_unique(player)
        self.players[player.id] = replace(player, locked_at=self.players[player.id].locked_at)

    def _require_unique(self, player: Player) -> None:
        others = [known for known in self.players.values() if known.id != player.id]
        if any(known.email.normalised == player.email.normalised for known in others):
            raise EmailTaken
        if player.phone and any(known.phone == player.phone for known in others):
            raise PhoneTaken
        if person_of(player) and any(person_of(known) == person_of(player) for known in others if not known.closed_at):
            raise PersonTaken
        if player.username and any((known.username or "").lower() == player.username.lower() for known in others):
            raise UsernameTaken

    async def set_locked(self, player_id: PlayerId, locked_at: datetime | None) -> bool:
        player = self.players[player_id]
        self.players[player_id] = replace(player, locked_at=locked_at)
        return (player.locked_at is None) != (locked_at is None)

    async def by_email(self, email: EmailAddress) -> Player | None:
        return next((known for known in self.players.values() if known.email.normalised == email.normalised), None)

    async def by_phone(self, phone: str) -> Player | None:
        return next((known for known in self.players.values() if known.phone == phone), None)

    async def get(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, Player]:
        return {player_id: self.players[player_id] for player_id in ids if player_id in self.players}

    async def password_of(self, player_id: PlayerId) -> PasswordOnFile | None:
        return PasswordOnFile(player_id, self.hashes.get(player_id)) if player_id in self.players else None

    async def password_by_email(self, email: EmailAddress) -> PasswordOnFile | None:
        found = await self.by_email(email)
        return None if found is None else await self.password_of(found.id)

    async def replace_password(self, player_id: PlayerId, password_hash: str, now: datetime) -> None:
        self.hashes[player_id] = password_hash


@dataclass
class MemoryPlayerGates:
    held: dict[PlayerId, tuple[str, ...]] = field(default_factory=dict)
    wallets: set[tuple[PlayerId, str]] = field(default_factory=set)

    async def open(self, player_id: PlayerId, currency: str) -> None:
        self.held[player_id] = ()
        self.wallets.add((player_id, currency))

    async def block(self, player_id: PlayerId, blocks: Collection[str]) -> None:
        self.held[player_id] = tuple(sorted({*self.held[player_id], *blocks}))

    async def unblock(self, player_id: PlayerId, blocks: Collection[str]) -> None:
        self.held[player_id] = tuple(block for block in self.held[player_id] if block not in blocks)

    async def blocks(self, ids: Collection[PlayerId]) -> Mapping[PlayerId, tuple[str, ...]]:
        return {player_id: self.held[player_id] for player_id in ids if player_id in self.held}


@dataclass
class MemoryNewcomers:
    """Remembers who was told of."""

    welcomed: list[PlayerId] = field(default_factory=list)

    async def welcome(self, player: Player) -> None:
        self.welcomed.append(player.id)


class Identified(Protocol):
    @property
    def id(self) -> UUID: ...


T = TypeVar("T", bound=Identified)


def _page(rows: Iterable[T], request: PageRequest) -> Page[T]:
    """Newest first: ids grow with time."""
    found = sorted(rows, key=lambda row: row.id, reverse=not request.backward)
    if request.cursor is not None:
        try:
            cursor = UUID(request.cursor)
        except ValueError:
            return Page((), (), more=False)
        found = [row for row in found if (row.id > cursor if request.backward else row.id < cursor)]
    more, found = len(found) > request.size, found[: request.size]
    if request.backward:
        found.reverse()
    return Page(tuple(found), tuple(str(row.id) for row in found), more=more)


@dataclass
class MemorySessions:
    sessions: dict[SessionId, Session] = field(default_factory=dict)

    async def add(self, session: Session) -> None:
        self.sessions[session.id] = session

    async def lock(self, session_id: SessionId) -> Session | None:
        return self.sessions.get(session_id)

    async def save(self, session: Session) -> None:
        self.sessions[session.id] = session

    async def get(self, ids: Collection[SessionId]) -> Mapping[SessionId, Session]:
        return {session_id: self.sessions[session_id] for session_id in ids if session_id in self.sessions}

    async def alive_of(self, player_id: PlayerId, now: datetime, request: PageRequest) -> Page[Session]:
        alive = [known for known in self.sessions.values() if known.player_id == player_id and known.alive(now)]
        return _page(alive, request)

    async def previous(self, session: SessionId, player_id: PlayerId) -> Session | None:
        before = [
            known
            for known in self.sessions.values()
            if known.player_id == player_id and known.id < session and known.kind is SessionKind.PLAYER
        ]
        return max(before, key=lambda known: known.id, default=None)


@dataclass
class MemoryGeography:
    countries: dict[str, str] = field(default_factory=dict)
    networks: set[str] = field(default_factory=set)
    """Addresses that hide where their users are."""
    distances: dict[tuple[str, str], int] = field(default_factory=dict)

    def country_of(self, ip: str) -> str | None:
        return self.countries.get(ip)

    def anonymous(self, ip: str) -> bool:
        return ip in self.networks

    def kilometres(self, here: str, there: str) -> int | None:
        return self.distances.get((here, there))


@dataclass
class MemoryEndedSessions:
    announced: list[SessionId] = field(default_factory=list)

    def announce(self, session_id: SessionId) -> None:
        self.announced.append(session_id)


@dataclass
class MemoryUnlockedSessions:
    announced: list[SessionId] = field(default_factory=list)

    def unlocked(self, session_id: SessionId) -> None:
        self.announced.append(session_id)


@dataclass
class MemoryAccessLog:
    entries: list[Access] = field(default_factory=list)

    async def add(self, access: Access) -> None:
        self.entries.append(access)

    async def sign_ins(self, player_id: PlayerId, request: PageRequest) -> Page[Access]:
        wanted = [each for each in self.entries if each.player_id == player_id and each.event in SIGN_INS]
        return _page(wanted, request)

    @property
    def events(self) -> list[str]:
        return [entry.event.name for entry in self.entries]


@dataclass
class MemorySignInAttempts:
    windows: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    async def take(self, subject: str, now: datetime, rules: SignInRules) -> int:
        window = timedelta(seconds=rules.lock_window_seconds)
        attempts, started_at = self.windows.get(subject, (0, now))
        if started_at <= now - window:
            attempts, started_at = 0, now
        if attempts + 1 > rules.failures_per_subject:
            raise TooManyAttempts(max(1, -int((now - started_at - window) // timedelta(seconds=1))))
        self.windows[subject] = attempts + 1, started_at
        return attempts + 1

    async def forgive(self, subject: str) -> None:
        self.windows.pop(subject, None)


@dataclass
class MemoryPasswords:
    """A hash is the text with a mark; marks other than the present one are outdated."""

    mark: str = "v1"
    verified: int = 0

    async def hash(self, password: str) -> str:
        return f"{self.mark}:{password}"

    async def verify(self, password: str, hashed: str | None) -> Verdict:
        self.verified += 1
        if hashed is None:
            return Verdict(matches=False)
        mark, _, text = hashed.partition(":")
        return Verdict(matches=text == password, outdated=text == password and mark != self.mark)


class MemoryAccessTokens:
    def sign(self, session: Session, now: datetime, expires_at: datetime) -> str:
        return f"{session.player_id}/{session.id}/{expires_at.isoformat()}"


class MemoryRefreshTokens:
    def make(self, session_id: SessionId, generation: int) -> tuple[str, bytes]:
        text = f"{session_id}/{generation}"
        return text, sha256(text.encode()).digest()

    def again(self, session_id: SessionId, generation: int, digest: bytes) -> str | None:
        text, made = self.make(session_id, generation)
        return text if made == digest else None

    def read(self, text: str) -> PresentedRefresh | None:
        session_id, separator, generation = text.partition("/")
        if not separator:
            return None
        return PresentedRefresh(SessionId(UUID(session_id)), int(generation), sha256(text.encode()).digest())
