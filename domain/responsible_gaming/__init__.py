"""Responsible gaming: limits, reality checks, and the rules of play that the settlement lane enforces."""

from domain.responsible_gaming.bet_rules import check_seconds, session_limit
from domain.responsible_gaming.exclusion import Exclusion, ExclusionId, ExclusionKind, ExclusionStatus
from domain.responsible_gaming.exclusion_refusals import (
    ExclusionHolds,
    LongerExclusionInForce,
    NothingToAnswer,
    UnknownExclusion,
)
from domain.responsible_gaming.exclusion_request import (
    ExclusionRequest,
    ExclusionRequestId,
    OpenExclusionRequest,
    Relation,
)
from domain.responsible_gaming.guard import (
    count_deposit,
    count_round,
    guard_bet,
    guard_deposit_order,
    ordered_euro_minor,
)
from domain.responsible_gaming.limit import PERIODIC, Limit, LimitKey, LimitKind, LimitPeriod, Window, after, window
from domain.responsible_gaming.limit_prompts import LimitAnswer, LimitAnswers, LimitPrompt, LimitPromptKind
from domain.responsible_gaming.limit_refusals import (
    LimitRequired,
    NothingToAcknowledge,
    NothingToConfirm,
    TooEarlyToConfirm,
    UnknownLimit,
)
from domain.responsible_gaming.limit_setting import (
    Amount,
    LimitEntry,
    LimitId,
    LimitOwner,
    LimitSetting,
    LimitSettings,
    LimitStep,
    LooserOffer,
)
from domain.responsible_gaming.limit_view import LimitView, Nearness, nearness, views
from domain.responsible_gaming.limits_in_force import in_force, pending_euro_minor, resets_at, used
from domain.responsible_gaming.play_news import (
    LimitNear,
    LimitReached,
    LimitsChanged,
    PlayEvent,
    PlayFeed,
    RealityCheckDue,
    SessionSummaryTick,
)
from domain.responsible_gaming.play_state import Cycle, Pending, PlaySession, PlayState
from domain.responsible_gaming.play_view import PlayView, SessionSummary, play_view
from domain.responsible_gaming.ports import PlayStates
from domain.responsible_gaming.rate_book import RATE_DIGITS, HeldRate, RateChange, RateJumps
from domain.responsible_gaming.reality_check import RealityCheck, RealityChecks
from domain.responsible_gaming.reference_rates import ReferenceRates, euro_down, euro_up
from domain.responsible_gaming.refusals import AnotherSlotOpen, LimitExceeded, StakeAboveCap, TooSoon
from domain.responsible_gaming.stake import PlayedRound, Stake
from domain.responsible_gaming.usage import FLOW_OF, Bucket, Flow, FlowKey, Played, PlayedWallet, Usage
from domain.responsible_gaming.use_cases.acknowledge_limit_review import AcknowledgeLimitReview
from domain.responsible_gaming.use_cases.acknowledge_reality_check import AcknowledgeRealityCheck
from domain.responsible_gaming.use_cases.answer_exclusion_end import AnswerExclusionEnd, ListExclusionEnds
from domain.responsible_gaming.use_cases.confirm_limit_change import ConfirmLimitChange
from domain.responsible_gaming.use_cases.decide_exclusion_request import DeclineExclusionRequest, ExcludeOnRequest
from domain.responsible_gaming.use_cases.decline_limits import DeclineLimits
from domain.responsible_gaming.use_cases.find_exclusions import ExclusionView, FindExclusions
from domain.responsible_gaming.use_cases.find_limits import FindLimits, Protection
from domain.responsible_gaming.use_cases.impose_limit import ImposeLimit, LiftLimit
from domain.responsible_gaming.use_cases.record_exclusion_request import (
    ListExclusionRequests,
    RecordExclusionRequest,
    ViewExclusionRequest,
)
from domain.responsible_gaming.use_cases.remove_limit import RemoveLimit
from domain.responsible_gaming.use_cases.request_exclusion_end import RequestExclusionEnd
from domain.responsible_gaming.use_cases.self_exclude import SelfExclude
from domain.responsible_gaming.use_cases.set_limit import SetLimit
from domain.responsible_gaming.use_cases.set_reality_check import SetRealityCheck
from domain.responsible_gaming.use_cases.set_reference_rate import FindReferenceRates, SetReferenceRate
from domain.responsible_gaming.use_cases.take_time_out import TakeTimeOut

__all__ = [
    "FLOW_OF",
    "PERIODIC",
    "RATE_DIGITS",
    "AcknowledgeLimitReview",
    "AcknowledgeRealityCheck",
    "Amount",
    "AnotherSlotOpen",
    "AnswerExclusionEnd",
    "Bucket",
    "ConfirmLimitChange",
    "Cycle",
    "DeclineExclusionRequest",
    "DeclineLimits",
    "ExcludeOnRequest",
    "Exclusion",
    "ExclusionHolds",
    "ExclusionId",
    "ExclusionKind",
    "ExclusionRequest",
    "ExclusionRequestId",
    "ExclusionStatus",
    "ExclusionView",
    "FindExclusions",
    "FindLimits",
    "FindReferenceRates",
    "Flow",
    "FlowKey",
    "HeldRate",
    "ImposeLimit",
    "LiftLimit",
    "Limit",
    "LimitAnswer",
    "LimitAnswers",
    "LimitEntry",
    "LimitExceeded",
    "LimitId",
    "LimitKey",
    "LimitKind",
    "LimitNear",
    "LimitOwner",
    "LimitPeriod",
    "LimitPrompt",
    "LimitPromptKind",
    "LimitReached",
    "LimitRequired",
    "LimitSetting",
    "LimitSettings",
    "LimitStep",
    "LimitView",
    "LimitsChanged",
    "ListExclusionEnds",
    "ListExclusionRequests",
    "LongerExclusionInForce",
    "LooserOffer",
    "Nearness",
    "NothingToAcknowledge",
    "NothingToAnswer",
    "NothingToConfirm",
    "OpenExclusionRequest",
    "Pending",
    "PlayEvent",
    "PlayFeed",
    "PlaySession",
    "PlayState",
    "PlayStates",
    "PlayView",
    "Played",
    "PlayedRound",
    "PlayedWallet",
    "Protection",
    "RateChange",
    "RateJumps",
    "RealityCheck",
    "RealityCheckDue",
    "RealityChecks",
    "RecordExclusionRequest",
    "ReferenceRates",
    "Relation",
    "RemoveLimit",
    "RequestExclusionEnd",
    "SelfExclude",
    "SessionSummary",
    "SessionSummaryTick",
    "SetLimit",
    "SetRealityCheck",
    "SetReferenceRate",
    "Stake",
    "StakeAboveCap",
    "TakeTimeOut",
    "TooEarlyToConfirm",
    "TooSoon",
    "UnknownExclusion",
    "UnknownLimit",
    "Usage",
    "ViewExclusionRequest",
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
    "nearness",
    "ordered_euro_minor",
    "pending_euro_minor",
    "play_view",
    "resets_at",
    "session_limit",
    "used",
    "views",
    "window",
]
