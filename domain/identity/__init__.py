"""Identity: who a player is, and how a request proves to come from one."""

from domain.identity.access import Access, AccessEvent
from domain.identity.email_address import EmailAddress
from domain.identity.gates import closed_because
from domain.identity.key_desk import KeyDesk, SignedIn
from domain.identity.player import PasswordOnFile, Player, PlayerStatus
from domain.identity.ports import Verdict
from domain.identity.refusals import (
    CountryNotServed,
    EmailTaken,
    InvalidCredentials,
    StepUpRequired,
    TermsChanged,
    Underage,
)
from domain.identity.session import EndReason, Session, SessionKind, Visit
from domain.identity.tokens import PresentedRefresh, Tokens
from domain.identity.use_cases.find_players import FindPlayers, PlayerView
from domain.identity.use_cases.find_sessions import FindOpenSessions, FindSessions
from domain.identity.use_cases.login import Login
from domain.identity.use_cases.logout import LoggedOut, Logout
from domain.identity.use_cases.open_qa_session import OpenQaSession
from domain.identity.use_cases.refresh_session import RefreshSession
from domain.identity.use_cases.register import Register, Registered
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.use_cases.step_up import SteppedUp, StepUp, StepUpMethod
from domain.identity.viewer import Viewer

__all__ = [
    "Access",
    "AccessEvent",
    "CountryNotServed",
    "EmailAddress",
    "EmailTaken",
    "EndReason",
    "FindOpenSessions",
    "FindPlayers",
    "FindSessions",
    "InvalidCredentials",
    "KeyDesk",
    "LoggedOut",
    "Login",
    "Logout",
    "OpenQaSession",
    "PasswordOnFile",
    "Player",
    "PlayerStatus",
    "PlayerView",
    "PresentedRefresh",
    "RefreshSession",
    "Register",
    "Registered",
    "RequireFreshProof",
    "Session",
    "SessionKind",
    "SignedIn",
    "StepUp",
    "StepUpMethod",
    "StepUpRequired",
    "SteppedUp",
    "TermsChanged",
    "Tokens",
    "Underage",
    "Verdict",
    "Viewer",
    "Visit",
    "closed_because",
]
