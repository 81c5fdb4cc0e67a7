"""Players and sessions as ports store them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from domain.identity import EmailAddress, Player, PlayerStatus, Session, SessionKind, Visit
from domain.shared import PlayerId, SessionId

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def somebody(email: str | None = None) -> Player:
    player_id = PlayerId(uuid4())
    return Player(
        id=player_id,
        email=EmailAddress.parse(email or f"{player_id}@example.com"),
        country="DE",
        birth_date=date(1990, 5, 4),
        status=PlayerStatus.ACTIVE,
        jurisdiction="GLI",
        profile_version=1,
        terms_version="2026-01",
        privacy_version="2026-01",
        terms_accepted_at=NOW,
        created_at=NOW,
        email_verified_at=NOW,
    )


def a_session(player: Player, number: int = 0, **changes: object) -> Session:
    """``number`` orders sessions, as the time in a real id does."""
    session = Session(
        id=SessionId(UUID(int=(number << 64) | uuid4().int >> 64)),
        player_id=player.id,
        kind=SessionKind.PLAYER,
        visit=Visit("203.0.113.7", "Tests/1.0"),
        started_at=NOW,
        expires_at=NOW + timedelta(days=30),
        last_seen_at=NOW,
        generation=0,
        refresh_digest=b"d" * 32,
        last_active_at=NOW,
    )
    return replace(session, **changes)  # type: ignore[arg-type]
