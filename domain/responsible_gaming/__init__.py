"""Responsible gaming: limits, reality checks, and the rules of play that the settlement lane enforces."""

from domain.responsible_gaming.bet_rules import check_seconds, session_limit
from domain.responsible_gaming.exclusion import Exclusion, ExclusionId, ExclusionKind, ExclusionStatus
from domain.responsible_gaming.exclusion_refusals import (
    ExclusionHolds,
    LongerExclusionInForce,
    NothingToAnswer,
    UnknownExclusion,
)
from domain.responsible_gaming.guard import count_deposit, count_round, guard_bet, guard_deposit_order
from domain.responsible_gaming.limit import PERIODIC, Limit, LimitKey, LimitKind, LimitPeriod, Window, after, window
from domain.responsible_gaming.limits_in_force import in_force, pending_euro_minor, resets_at, used
from domain.responsible_gaming.play_state import Cycle, Pending, PlaySession, PlayState
from domain.responsible_gaming.ports import PlayStates
from domain.responsible_gaming.reference_rates import ReferenceRates, euro_down, euro_up
from domain.responsible_gaming.refusals import AnotherSlotOpen, LimitExceeded, StakeAboveCap, TooSoon
from domain.responsible_gaming.stake import PlayedRound, Stake
from domain.responsible_gaming.usage import FLOW_OF, Bucket, Flow, FlowKey, Usage, used_euro_minor
from domain.responsible_gaming.use_cases.answer_exclusion_end import AnswerExclusionEnd, ListExclusionEnds
from domain.responsible_gaming.use_cases.find_exclusions import ExclusionView, FindExclusions
from domain.responsible_gaming.use_cases.request_exclusion_end import RequestExclusionEnd
from domain.responsible_gaming.use_cases.self_exclude import SelfExclude
from domain.responsible_gaming.use_cases.take_time_out import TakeTimeOut

__all__ = [
    "FLOW_OF",
    "PERIODIC",
    "AnotherSlotOpen",
    "AnswerExclusionEnd",
    "Bucket",
    "Cycle",
    "Exclusion",
    "ExclusionHolds",
    "ExclusionId",
    "ExclusionKind",
    "ExclusionStatus",
    "ExclusionView",
    "FindExclusions",
    "Flow",
    "FlowKey",
    "Limit",
    "LimitExceeded",
    "LimitKey",
    "LimitKind",
    "LimitPeriod",
    "ListExclusionEnds",
    "LongerExclusionInForce",
    "NothingToAnswer",
    "Pending",
    "PlaySession",
    "PlayState",
    "PlayStates",
    "PlayedRound",
    "ReferenceRates",
    "RequestExclusionEnd",
    "SelfExclude",
    "Stake",
    "StakeAboveCap",
    "TakeTimeOut",
    "TooSoon",
    "UnknownExclusion",
    "Usage",
    "Window",
    "after",
    "check_seconds",
    "count_deposit",
    "count_round",
    "euro_down",
    "euro_up",
    "guard_bet",
    "guard_deposit_order",
    "in_force",
    "pending_euro_minor",
    "resets_at",
    "session_limit",
    "used",
    "used_euro_minor",
    "window",
]
