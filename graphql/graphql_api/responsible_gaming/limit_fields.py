"""Limits and play as fields of ``Player``."""

import asyncio

import strawberry

from domain.responsible_gaming import FindLimits, Protection
from graphql_api.core import Context, Info
from graphql_api.identity.player_fields import PlayerFields
from graphql_api.responsible_gaming.limit import Limit
from graphql_api.responsible_gaming.play import LimitPrompt, RealityCheck, SessionSummary


class ProtectionOfViewer:
    """Read once for all fields of an operation; a ``Player`` is its own viewer's alone."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._found: asyncio.Task[Protection] | None = None

    async def load(self) -> Protection:
        viewer = self._context.viewer
        assert viewer is not None
        if self._found is None:
            message = FindLimits(viewer.player_id, viewer.session_id)
            self._found = asyncio.ensure_future(self._context.dispatch(message))
        return await self._found


@strawberry.type
class LimitPlayerFields(PlayerFields):
    @strawberry.field
    async def limits(self, info: Info) -> list[Limit]:
        """Every limit that holds, whoever set it, the oldest first."""
        return [Limit.of(view) for view in (await info.context.loader(ProtectionOfViewer).load()).limits]

    @strawberry.field
    async def limit_prompts(self, info: Info) -> list[LimitPrompt]:
        """What the player is to be asked about limits; empty: nothing now."""
        return [LimitPrompt.of(prompt) for prompt in (await info.context.loader(ProtectionOfViewer).load()).prompts]

    @strawberry.field
    async def reality_check(self, info: Info) -> RealityCheck:
        return RealityCheck.of(await info.context.loader(ProtectionOfViewer).load())

    @strawberry.field
    async def session_summary(self, info: Info) -> SessionSummary | None:
        """Time and money of the session in play; null: nobody plays."""
        summary = (await info.context.loader(ProtectionOfViewer).load()).play.summary
        return None if summary is None else SessionSummary.of(summary)
