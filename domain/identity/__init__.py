"""Identity: who a player is, and how a request proves to come from one."""

from domain.identity.access import Access, AccessEvent
from domain.identity.challenge import Challenge, ChallengeId, ChallengeKind
from domain.identity.email_address import EmailAddress
from domain.identity.gates import closed_because
from domain.identity.key_desk import KeyDesk, SignedIn
from domain.identity.linked_method import LinkedMethod, LinkedMethodId, SignInMethod
from domain.identity.messages import Channel, Message, Template
from domain.identity.player import PasswordOnFile, PersonalDetails, Player, PlayerStatus
from domain.identity.ports import Verdict
from domain.identity.prover import Evidence
from domain.identity.refusals import (
    AccountLocked,
    BotCheckFailed,
    ChallengeExpired,
    CountryNotServed,
    EmailTaken,
    InvalidCredentials,
    LastSignInMethod,
    PersonTaken,
    PhoneTaken,
    ProofRejected,
    RegistrationRequired,
    SecondFactorRequired,
    SignInMethodTaken,
    StepUpRequired,
    TermsChanged,
    TwoFactorAlreadyEnabled,
    Underage,
    UsernameTaken,
    WrongCode,
)
from domain.identity.second_factors import ProofMethod, TotpFactor
from domain.identity.session import EndReason, Session, SessionKind, Visit
from domain.identity.tokens import PresentedRefresh, Tokens
from domain.identity.use_cases.begin_two_factor_setup import BeginTwoFactorSetup, TwoFactorSetup
from domain.identity.use_cases.complete_login import CompleteLogin
from domain.identity.use_cases.confirm_two_factor_setup import ConfirmTwoFactorSetup, TwoFactorEnabled
from domain.identity.use_cases.disable_two_factor import DisableTwoFactor, TwoFactorDisabled
from domain.identity.use_cases.find_players import FindPlayers, PlayerView
from domain.identity.use_cases.find_sessions import FindOpenSessions, FindSessions
from domain.identity.use_cases.find_two_factor import FindTwoFactor, TwoFactor
from domain.identity.use_cases.login import Login
from domain.identity.use_cases.login_with_code import LoginWithCode
from domain.identity.use_cases.logout import LoggedOut, Logout
from domain.identity.use_cases.open_qa_session import OpenQaSession
from domain.identity.use_cases.refresh_session import RefreshSession
from domain.identity.use_cases.regenerate_recovery_codes import RecoveryCodesRegenerated, RegenerateRecoveryCodes
from domain.identity.use_cases.register import Register, Registered
from domain.identity.use_cases.request_login_code import LoginCodeSent, RequestLoginCode
from domain.identity.use_cases.request_second_factor_code import RequestSecondFactorCode, SecondFactorCodeSent
from domain.identity.use_cases.request_step_up_code import RequestStepUpCode, StepUpCodeSent
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.use_cases.resend_email_verification import EmailVerificationResent, ResendEmailVerification
from domain.identity.use_cases.step_up import SteppedUp, StepUp
from domain.identity.use_cases.unlock_session import SessionUnlocked, UnlockSession
from domain.identity.use_cases.verify_email import EmailVerified, VerifyEmail
from domain.identity.viewer import Viewer

__all__ = [
    "Access",
    "AccessEvent",
    "AccountLocked",
    "BeginTwoFactorSetup",
    "BotCheckFailed",
    "Challenge",
    "ChallengeExpired",
    "ChallengeId",
    "ChallengeKind",
    "Channel",
    "CompleteLogin",
    "ConfirmTwoFactorSetup",
    "CountryNotServed",
    "DisableTwoFactor",
    "EmailAddress",
    "EmailTaken",
    "EmailVerificationResent",
    "EmailVerified",
    "EndReason",
    "Evidence",
    "FindOpenSessions",
    "FindPlayers",
    "FindSessions",
    "FindTwoFactor",
    "InvalidCredentials",
    "KeyDesk",
    "LastSignInMethod",
    "LinkedMethod",
    "LinkedMethodId",
    "LoggedOut",
    "Login",
    "LoginCodeSent",
    "LoginWithCode",
    "Logout",
    "Message",
    "OpenQaSession",
    "PasswordOnFile",
    "PersonTaken",
    "PersonalDetails",
    "PhoneTaken",
    "Player",
    "PlayerStatus",
    "PlayerView",
    "PresentedRefresh",
    "ProofMethod",
    "ProofRejected",
    "RecoveryCodesRegenerated",
    "RefreshSession",
    "RegenerateRecoveryCodes",
    "Register",
    "Registered",
    "RegistrationRequired",
    "RequestLoginCode",
    "RequestSecondFactorCode",
    "RequestStepUpCode",
    "RequireFreshProof",
    "ResendEmailVerification",
    "SecondFactorCodeSent",
    "SecondFactorRequired",
    "Session",
    "SessionKind",
    "SessionUnlocked",
    "SignInMethod",
    "SignInMethodTaken",
    "SignedIn",
    "StepUp",
    "StepUpCodeSent",
    "StepUpRequired",
    "SteppedUp",
    "Template",
    "TermsChanged",
    "Tokens",
    "TotpFactor",
    "TwoFactor",
    "TwoFactorAlreadyEnabled",
    "TwoFactorDisabled",
    "TwoFactorEnabled",
    "TwoFactorSetup",
    "Underage",
    "UnlockSession",
    "UsernameTaken",
    "Verdict",
    "VerifyEmail",
    "Viewer",
    "Visit",
    "WrongCode",
    "closed_because",
]
