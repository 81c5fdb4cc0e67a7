"""Making one provider's part of the catalogue what it lists."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.tables.games import GameCategoryRow, GameRow, GameStudioRow
from domain.games import CatalogueChange, ListedGame
from domain.shared import Ids

LOCK = text("select pg_advisory_xact_lock(hashtext('games:' || :provider))")
WITHDRAW = text(
    "update games set on_offer = false where provider = :provider and on_offer and code <> all(:codes) returning code"
)
ROWS_AT_ONCE = 500


async def replace_listing(
    session: AsyncSession, ids: Ids, provider: str, listed: Sequence[ListedGame]
) -> CatalogueChange:
    """Two processes that fetched at the same time take turns; the later listing stands."""
    await session.execute(LOCK, {"provider": provider})
    games = list({game.code: game for game in listed}.values())
    await _name(session, GameStudioRow, (game.studio for game in games))
    await _name(session, GameCategoryRow, (game.category for game in games))
    slugs = await _slugs(session, provider, games)
    for start in range(0, len(games), ROWS_AT_ONCE):
        rows = [_row(ids, provider, game, slugs[game.code]) for game in games[start : start + ROWS_AT_ONCE]]
        statement = insert(GameRow).values(rows)
        kept = ("id", "slug", "provider", "code")
        changed = {name: statement.excluded[name] for name in rows[0] if name not in kept}
        await session.execute(statement.on_conflict_do_update(constraint="games_code_taken", set_=changed))
    withdrawn = await session.execute(WITHDRAW, {"provider": provider, "codes": [game.code for game in games]})
    return CatalogueChange(listed=len(games), withdrawn=len(withdrawn.all()))


def slug_of(title: str) -> str:
    """Lower-case ASCII words joined by hyphens, at most 80 characters; ``game`` where nothing is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-") or "game"


async def _name(
    session: AsyncSession, kind: type[GameStudioRow] | type[GameCategoryRow], titles: Iterable[str]
) -> None:
    rows = [{"slug": slug, "title": title} for slug, title in {slug_of(t): t for t in titles}.items()]
    if rows:
        await session.execute(insert(kind).values(rows).on_conflict_do_nothing())


async def _slugs(session: AsyncSession, provider: str, games: Sequence[ListedGame]) -> dict[str, str]:
    """A slug for each code: the one it has, else a free one made of its title."""
    known = await session.execute(text("select provider, code, slug from games"))
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for owner, code, slug in known:
        taken.add(slug)
        if owner == provider:
            slugs[code] = slug
    for game in games:
        if game.code not in slugs:
            slug = base = slug_of(game.title)
            number = 1
            while slug in taken:
                number += 1
                slug = f"{base}-{number}"
            taken.add(slug)
            slugs[game.code] = slug
    return slugs


def _row(ids: Ids, provider: str, game: ListedGame, slug: str) -> dict[str, object]:
    return {
        "id": ids.new(),
        "slug": slug,
        "provider": provider,
        "code": game.code,
        "title": game.title,
        "sort_title": game.title.casefold(),
        "studio": slug_of(game.studio),
        "category": slug_of(game.category),
        "tags": list(game.tags),
        "features": list(game.features),
        "rtp_basis_points": game.rtp_basis_points,
        "volatility": game.volatility,
        "currencies": list(game.currencies),
        "demo": game.demo,
        "thumbnail_url": game.thumbnail_url,
        "background_url": game.background_url,
        "released_on": game.released_on,
        "on_offer": True,
    }
