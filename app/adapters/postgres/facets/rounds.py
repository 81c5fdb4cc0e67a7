"""Rounds, for the settlement lane."""

from collections.abc import Hashable, Sequence
from operator import attrgetter
from typing import Any

from app.settlement.literals import ids, moments, numbers, texts
from app.settlement.statement import Rows, Statement
from domain.games import RoundFacet, RoundState

READ = Statement(
    """
select r.id, r.player_id, r.provider, r.reference, r.wallet_id, r.game_code, r.state, r.in_play, r.staked, r.won,
    r.opened_at, r.closed_at
from unnest($1::text::uuid[], $2::text::text[], $3::text::text[]) k (player_id, provider, reference)
cross join lateral (
    select * from rounds r
    where r.player_id = k.player_id and r.provider = k.provider and r.reference = k.reference limit 1
) r
""",
    (ids, texts, texts),
)
OPEN = Statement(
    """
insert into rounds (id, player_id, provider, reference, wallet_id, game_code, state, in_play, staked, won,
    opened_at, closed_at)
select * from unnest($1::text::uuid[], $2::text::uuid[], $3::text::text[], $4::text::text[], $5::text::bigint[],
    $6::text::text[], $7::text::smallint[], $8::text::bigint[], $9::text::bigint[], $10::text::bigint[],
    $11::text::timestamptz[], $12::text::timestamptz[])
""",
    (ids, ids, texts, texts, numbers, texts, numbers, numbers, numbers, numbers, moments, moments),
)
MOVE = Statement(
    """
update rounds r set state = m.state, in_play = m.in_play, staked = m.staked, won = m.won, closed_at = m.closed_at
from unnest($1::text::uuid[], $2::text::uuid[], $3::text::smallint[], $4::text::bigint[], $5::text::bigint[],
    $6::text::bigint[], $7::text::timestamptz[]) m (id, player_id, state, in_play, staked, won, closed_at)
where r.player_id = m.player_id and r.id = m.id
""",
    (ids, ids, numbers, numbers, numbers, numbers, moments),
)
_STATES = {int(state): state for state in RoundState}


class RoundStore:
    kind = RoundFacet
    read = READ

    def wanted(self, keys: Sequence[Hashable]) -> Rows:
        return keys  # type: ignore[return-value]  # tuples, as RoundFacet.key makes them

    def facet(self, row: Sequence[Any]) -> RoundFacet:
        round_id, player_id, provider, reference, wallet_id, game_code, state, in_play, staked, won, opened, closed = (
            row
        )
        return RoundFacet(
            round_id,
            player_id,
            provider,
            reference,
            wallet_id,
            game_code,
            _STATES[state],
            in_play,
            staked,
            won,
            opened,
            closed,
            True,
        )

    def writes(self, changed: Sequence[RoundFacet]) -> Sequence[tuple[Statement, Rows]]:
        opened = [_row(round_) for round_ in changed if not round_.known]
        moved = [_movement(round_) for round_ in changed if round_.known]
        return [(OPEN, opened), (MOVE, moved)]


_row = attrgetter(
    "round_id",
    "player_id",
    "provider",
    "reference",
    "wallet_id",
    "game_code",
    "state",
    "in_play",
    "staked",
    "won",
    "opened_at",
    "closed_at",
)
_movement = attrgetter("round_id", "player_id", "state", "in_play", "staked", "won", "closed_at")
