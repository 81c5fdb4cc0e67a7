"""Responsible gaming: limits, reality checks, and the rules of play that the settlement lane enforces."""

from domain.responsible_gaming.limit import PERIODIC, Limit, LimitKey, LimitKind, LimitPeriod, Window, after, window
from domain.responsible_gaming.play_state import Cycle, Pending, PlaySession, PlayState
from domain.responsible_gaming.ports import PlayStates
from domain.responsible_gaming.reference_rates import ReferenceRates, euro_down, euro_up
from domain.responsible_gaming.refusals import AnotherSlotOpen, LimitExceeded, StakeAboveCap, TooSoon
from domain.responsible_gaming.usage import FLOW_OF, Bucket, Flow, FlowKey, Usage, used_euro_minor

__all__ = [
    "FLOW_OF",
    "PERIODIC",
    "AnotherSlotOpen",
    "Bucket",
    "Cycle",
    "Flow",
    "FlowKey",
    "Limit",
    "LimitExceeded",
    "LimitKey",
    "LimitKind",
    "LimitPeriod",
    "Pending",
    "PlaySession",
    "PlayState",
    "PlayStates",
    "ReferenceRates",
    "StakeAboveCap",
    "TooSoon",
    "Usage",
    "Window",
    "after",
    "euro_down",
    "euro_up",
    "used_euro_minor",
    "window",
]
