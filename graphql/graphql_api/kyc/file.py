"""A player's KYC file for clients."""

from collections.abc import Sequence
from datetime import datetime

import strawberry
from strawberry.dataloader import DataLoader

from domain import kyc as domain
from domain.jurisdiction import KycLevel
from domain.kyc import FindKyc, KycView
from domain.shared import PlayerId
from graphql_api.core import Context, Info
from graphql_api.identity.player_fields import PlayerFields
from graphql_api.kyc import enums as _enums  # noqa: F401 - declares the enums that are used below
from graphql_api.kyc.documents import KycDocuments


class KycViews(DataLoader[PlayerId, KycView]):
    """``await info.context.loader(KycViews).load(player_id)``."""

    def __init__(self, context: Context) -> None:
        async def load(ids: Sequence[PlayerId]) -> list[KycView]:
            found = await context.dispatch(FindKyc(tuple(ids)))
            return [found[player_id] for player_id in ids]

        super().__init__(load)


@strawberry.type
class KycLevelState:
    """One level, with a status of its own."""

    level: KycLevel
    status: domain.KycStatus
    rejection: domain.Rejection | None = strawberry.field(description="With `REJECTED`.")
    reasons: list[str] = strawberry.field(description="Stable codes, why it was rejected; more may be added.")
    comment: str = strawberry.field(description="For the player to read; empty: none.")
    can_start: bool = strawberry.field(description="Whether `startKyc` or `startVendorKyc` would be taken now.")
    vendor_offered: bool = strawberry.field(description="Whether `startVendorKyc` has somebody who checks it.")
    started_at: datetime | None
    submitted_at: datetime | None
    decided_at: datetime | None
    expires_at: datetime | None = strawberry.field(description="When an approval runs out; null: it does not.")

    @classmethod
    def of(cls, view: domain.LevelView) -> "KycLevelState":
        case = view.case
        return cls(
            level=case.level,
            status=view.status,
            rejection=case.rejection,
            reasons=list(case.reasons),
            comment=case.comment,
            can_start=view.may_start,
            vendor_offered=view.vendor,
            started_at=case.started_at,
            submitted_at=case.submitted_at,
            decided_at=case.judged_at,
            expires_at=case.expires_at,
        )


@strawberry.type
class KycRequirement:
    """A threshold was reached: the level is needed by `dueAt`, from when on the gates in `closes` are closed."""

    reason: str = strawberry.field(description="A stable code: `ACCUMULATED_DEPOSITS`, …; more may be added.")
    level: KycLevel
    closes: list[str] = strawberry.field(description="Names of gates.")
    opened_at: datetime
    due_at: datetime


@strawberry.type
class KycCheck:
    """What somebody who examined the player said."""

    vendor: str
    level: KycLevel
    created_at: datetime = strawberry.field(description="By the vendor's clock; the latest check counts.")
    answer: domain.Answer
    rejection: domain.Rejection | None = strawberry.field(description="With `RED`.")
    labels: list[str]
    comment: str = strawberry.field(description="For the player to read; empty: none.")

    @classmethod
    def of(cls, check: domain.KycCheck) -> "KycCheck":
        verdict = check.verdict
        return cls(
            vendor=check.vendor,
            level=check.level,
            created_at=verdict.created_at,
            answer=verdict.answer,
            rejection=verdict.rejection,
            labels=list(verdict.labels),
            comment=verdict.comment,
        )


@strawberry.type
class Kyc(KycDocuments):
    """What is known of the player, what is asked for, and what came of it."""

    level: KycLevel = strawberry.field(description="The highest that is approved together with all before it.")
    levels: list[KycLevelState]
    requirements: list[KycRequirement] = strawberry.field(description="Those that are not met, the most urgent first.")
    checks: list[KycCheck] = strawberry.field(description="The newest first, at most a hundred.")
    missing_details: list[str] = strawberry.field(
        description="Fields of `UpdateProfileInput` that every level needs first."
    )
    details_fixed: bool = strawberry.field(
        description="Name and address are examined or verified: `updateProfile` refuses their change."
    )

    @classmethod
    def of(cls, player_id: PlayerId, view: KycView) -> "Kyc":
        return cls(
            player_id=player_id,
            level=view.level,
            levels=[KycLevelState.of(each) for each in view.levels],
            requirements=[
                KycRequirement(
                    reason=each.reason,
                    level=each.level,
                    closes=list(each.closes),
                    opened_at=each.opened_at,
                    due_at=each.due_at,
                )
                for each in view.requirements
            ],
            checks=[KycCheck.of(each) for each in view.checks],
            missing_details=list(view.missing),
            details_fixed=view.fixed,
        )


@strawberry.type
class KycPlayerFields(PlayerFields):
    @strawberry.field
    async def kyc(self, info: Info) -> Kyc:
        """Who the player is, as far as anybody has checked it."""
        return Kyc.of(self.player_id, await info.context.loader(KycViews).load(self.player_id))
