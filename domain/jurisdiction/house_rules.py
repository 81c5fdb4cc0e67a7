"""What a jurisdiction asks of places, complaints, and how long records stay."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LocationRules:
    recheck_minutes: int
    """While somebody plays, their place is checked anew this often, and whenever their address changes (GLI-19 2.7)."""
    refuse_anonymous: bool
    """Whether VPNs, proxies and hosting networks are refused, or only flagged."""
    impossible_kmh: int
    """Two sign-ins further apart than this speed allows are flagged."""


@dataclass(frozen=True, slots=True)
class ComplaintRules:
    acknowledge_hours: int
    answer_days: int
    """Then the player may take it to a third party."""
    per_day: int
    """How many one player may open."""
    replies: int
    """How often its player may write again in one of them."""


@dataclass(frozen=True, slots=True)
class RetentionRules:
    days: Mapping[str, int]
    """By kind of record, how long it stays after its end; a kind that is missing stays for good."""
