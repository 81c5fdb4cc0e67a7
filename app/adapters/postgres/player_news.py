"""Whose account a transaction changed, told once it is committed."""

from typing import Any, Protocol

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from domain.shared import PlayerId

_NEWS = "player_news"
_CHANGED = "players_changed"


class PlayerNews(Protocol):
    def tell(self, player_id: PlayerId, /) -> None:
        """Something about this player was committed. Returns at once and never fails."""
        ...


class TellingSession(Session):
    """Tells ``PlayerNews``, given as ``info=telling(news)``, after the commit; what is rolled back is not told."""


def telling(news: PlayerNews) -> dict[str, Any]:
    return {_NEWS: news}


def tell_after_commit(session: AsyncSession, player_id: PlayerId) -> None:
    session.info.setdefault(_CHANGED, {})[player_id] = None


@event.listens_for(TellingSession, "after_commit")
def _tell(session: Session) -> None:
    news: PlayerNews | None = session.info.get(_NEWS)
    if news is None or session.in_nested_transaction():  # a savepoint was released: nothing is durable yet
        return
    for player_id in session.info.pop(_CHANGED, ()):
        news.tell(player_id)


@event.listens_for(TellingSession, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_CHANGED, None)
