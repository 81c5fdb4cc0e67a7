"""Identity: who a player is, and how a request proves to come from one."""

from domain.identity.access import SIGN_INS, Access, AccessEvent
from domain.identity.account_news import (
    AccountFeed,
    GatesChanged,
    NewSignIn,
    RulesInForce,
    SessionEnded,
    SessionEvent,
    SessionLocked,
)
from domain.identity.accounts import Accounts, SignOut
from domain.identity.challenge import Challenge, ChallengeId, ChallengeKind
from domain.identity.consent import Consent, ConsentChange, Consents, ContactChannel, MarketedProduct
from domain.identity.data_export import DataExport, DataExportId, ExportLink, Fetching
from domain.identity.device_name import device_name
from domain.identity.email_address import EmailAddress
from domain.identity.exclusion_watch import ExclusionWatch
from domain.identity.geography import Geography
from domain.identity.journal import Journal
from domain.identity.key_desk import KeyDesk, SignedIn
from domain.identity.linked_method import LinkedMethod, LinkedMethodId, SignInMethod
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.openid_desk import OpenIdAnswer
from domain.identity.outside_proof import (
    EthereumEvidence,
    MiniAppEvidence,
    OutsideEvidence,
    TonEvidence,
    TonProof,
    WalletChain,
    WidgetEvidence,
)
from domain.identity.passkeys import PasskeyChallenge
from domain.identity.phone_desk import PhoneCodeSent
from domain.identity.player import PasswordOnFile, PersonalDetails, Player, PlayerStatus
from domain.identity.ports import PlayerGates, Players, Verdict
from domain.identity.prover import Evidence
from domain.identity.recovery import RecoveryRequest, RecoveryRequestId, RecoveryState
from domain.identity.refusals import (
    AccountLocked,
    BotCheckFailed,
    ChallengeExpired,
    CountryNotServed,
    EmailTaken,
    InvalidCredentials,
    LastSignInMethod,
    NothingToReview,
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
    UnknownSession,
    UsernameTaken,
    WrongCode,
)
from domain.identity.second_factors import ProofMethod, TotpFactor
from domain.identity.session import EndReason, Session, SessionKind, Visit
from domain.identity.tokens import PresentedRefresh, Tokens
from domain.identity.use_cases.accept_jurisdiction import AcceptJurisdiction
from domain.identity.use_cases.accept_terms import AcceptTerms, TermsAccepted
from domain.identity.use_cases.begin_openid_login import BeginOpenIdLogin, OpenIdLoginBegun
from domain.identity.use_cases.begin_passkey_login import BeginPasskeyLogin
from domain.identity.use_cases.begin_passkey_proof import BeginPasskeyProof
from domain.identity.use_cases.begin_passkey_registration import BeginPasskeyRegistration
from domain.identity.use_cases.begin_two_factor_setup import BeginTwoFactorSetup, TwoFactorSetup
from domain.identity.use_cases.begin_wallet_login import BeginWalletLogin, WalletLoginBegun
from domain.identity.use_cases.change_email import ChangeEmail, EmailChangeBegun
from domain.identity.use_cases.change_password import ChangePassword, PasswordChanged
from domain.identity.use_cases.change_phone import ChangePhone
from domain.identity.use_cases.close_account import AccountClosed, CloseAccount
from domain.identity.use_cases.complete_login import CompleteLogin
from domain.identity.use_cases.confirm_two_factor_setup import ConfirmTwoFactorSetup, TwoFactorEnabled
from domain.identity.use_cases.disable_two_factor import DisableTwoFactor, TwoFactorDisabled
from domain.identity.use_cases.erase_account import AccountErased, EraseAccount
from domain.identity.use_cases.fetch_data_export import FetchDataExport
from domain.identity.use_cases.find_consents import FindConsents
from domain.identity.use_cases.find_openid_providers import FindOpenIdProviders
from domain.identity.use_cases.find_players import FindPlayers, PlayerView
from domain.identity.use_cases.find_recovery_requests import FindRecoveryRequests
from domain.identity.use_cases.find_sessions import FindOpenSessions, FindSessions
from domain.identity.use_cases.find_sign_in_methods import FindSignInMethods
from domain.identity.use_cases.find_sign_ins import FindPreviousSignIn, FindSignIns
from domain.identity.use_cases.find_two_factor import FindTwoFactor, TwoFactor
from domain.identity.use_cases.link_openid import LinkOpenId
from domain.identity.use_cases.link_sign_in_method import LinkSignInMethod
from domain.identity.use_cases.login import Login
from domain.identity.use_cases.login_with_code import LoginWithCode
from domain.identity.use_cases.login_with_openid import LoginWithOpenId
from domain.identity.use_cases.login_with_passkey import LoginWithPasskey
from domain.identity.use_cases.login_with_proof import LoginWithProof
from domain.identity.use_cases.logout import LoggedOut, Logout
from domain.identity.use_cases.may_contact import MayContact
from domain.identity.use_cases.offer_bot_check import OfferBotCheck
from domain.identity.use_cases.open_qa_session import OpenQaSession
from domain.identity.use_cases.refresh_session import RefreshSession
from domain.identity.use_cases.regenerate_recovery_codes import RecoveryCodesRegenerated, RegenerateRecoveryCodes
from domain.identity.use_cases.register import Register, Registered
from domain.identity.use_cases.register_passkey import RegisterPasskey
from domain.identity.use_cases.request_data_export import DataExportRequested, RequestDataExport
from domain.identity.use_cases.request_login_code import LoginCodeSent, RequestLoginCode
from domain.identity.use_cases.request_password_reset import PasswordResetBegun, RequestPasswordReset
from domain.identity.use_cases.request_phone_code import RequestPhoneCode
from domain.identity.use_cases.request_second_factor_code import RequestSecondFactorCode, SecondFactorCodeSent
from domain.identity.use_cases.request_second_factor_reset import RequestSecondFactorReset, SecondFactorResetRequested
from domain.identity.use_cases.request_step_up_code import RequestStepUpCode, StepUpCodeSent
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.use_cases.resend_email_verification import EmailVerificationResent, ResendEmailVerification
from domain.identity.use_cases.reset_password import PasswordReset, ResetPassword
from domain.identity.use_cases.revert_email_change import EmailReverted, RevertEmailChange
from domain.identity.use_cases.review_recovery import ReviewRecovery
from domain.identity.use_cases.revoke_other_sessions import RevokeOtherSessions
from domain.identity.use_cases.revoke_session import RevokedSession, RevokeSession
from domain.identity.use_cases.settle_closure import SettleClosure
from domain.identity.use_cases.settle_recoveries import SettleRecoveries
from domain.identity.use_cases.step_up import SteppedUp, StepUp
from domain.identity.use_cases.unlink_sign_in_method import SignInMethodUnlinked, UnlinkSignInMethod
from domain.identity.use_cases.unlock_session import SessionUnlocked, UnlockSession
from domain.identity.use_cases.update_consents import UpdateConsents, WantedConsent
from domain.identity.use_cases.update_profile import UpdateProfile
from domain.identity.use_cases.verify_email import EmailVerified, VerifyEmail
from domain.identity.use_cases.verify_email_change import EmailChanged, VerifyEmailChange
from domain.identity.use_cases.verify_phone import VerifyPhone
from domain.identity.viewer import Viewer
from domain.identity.written import readable_statement

__all__ = [
    "SIGN_INS",
    "AcceptJurisdiction",
    "AcceptTerms",
    "Access",
    "AccessEvent",
    "AccountClosed",
    "AccountErased",
    "AccountFeed",
    "AccountLocked",
    "Accounts",
    "BeginOpenIdLogin",
    "BeginPasskeyLogin",
    "BeginPasskeyProof",
    "BeginPasskeyRegistration",
    "BeginTwoFactorSetup",
    "BeginWalletLogin",
    "BotCheckFailed",
    "Challenge",
    "ChallengeExpired",
    "ChallengeId",
    "ChallengeKind",
    "ChangeEmail",
    "ChangePassword",
    "ChangePhone",
    "Channel",
    "CloseAccount",
    "CompleteLogin",
    "ConfirmTwoFactorSetup",
    "Consent",
    "ConsentChange",
    "Consents",
    "ContactChannel",
    "CountryNotServed",
    "DataExport",
    "DataExportId",
    "DataExportRequested",
    "DisableTwoFactor",
    "EmailAddress",
    "EmailChangeBegun",
    "EmailChanged",
    "EmailReverted",
    "EmailTaken",
    "EmailVerificationResent",
    "EmailVerified",
    "EndReason",
    "EraseAccount",
    "EthereumEvidence",
    "Evidence",
    "ExclusionWatch",
    "ExportLink",
    "FetchDataExport",
    "Fetching",
    "FindConsents",
    "FindOpenIdProviders",
    "FindOpenSessions",
    "FindPlayers",
    "FindPreviousSignIn",
    "FindRecoveryRequests",
    "FindSessions",
    "FindSignInMethods",
    "FindSignIns",
    "FindTwoFactor",
    "GatesChanged",
    "Geography",
    "InvalidCredentials",
    "Journal",
    "KeyDesk",
    "LastSignInMethod",
    "LinkOpenId",
    "LinkSignInMethod",
    "LinkedMethod",
    "LinkedMethodId",
    "LoggedOut",
    "Login",
    "LoginCodeSent",
    "LoginWithCode",
    "LoginWithOpenId",
    "LoginWithPasskey",
    "LoginWithProof",
    "Logout",
    "MarketedProduct",
    "MayContact",
    "Message",
    "Messenger",
    "MiniAppEvidence",
    "NewSignIn",
    "NothingToReview",
    "OfferBotCheck",
    "OpenIdAnswer",
    "OpenIdLoginBegun",
    "OpenQaSession",
    "OutsideEvidence",
    "PasskeyChallenge",
    "PasswordChanged",
    "PasswordOnFile",
    "PasswordReset",
    "PasswordResetBegun",
    "PersonTaken",
    "PersonalDetails",
    "PhoneCodeSent",
    "PhoneTaken",
    "Player",
    "PlayerGates",
    "PlayerStatus",
    "PlayerView",
    "Players",
    "PresentedRefresh",
    "ProofMethod",
    "ProofRejected",
    "RecoveryCodesRegenerated",
    "RecoveryRequest",
    "RecoveryRequestId",
    "RecoveryState",
    "RefreshSession",
    "RegenerateRecoveryCodes",
    "Register",
    "RegisterPasskey",
    "Registered",
    "RegistrationRequired",
    "RequestDataExport",
    "RequestLoginCode",
    "RequestPasswordReset",
    "RequestPhoneCode",
    "RequestSecondFactorCode",
    "RequestSecondFactorReset",
    "RequestStepUpCode",
    "RequireFreshProof",
    "ResendEmailVerification",
    "ResetPassword",
    "RevertEmailChange",
    "ReviewRecovery",
    "RevokeOtherSessions",
    "RevokeSession",
    "RevokedSession",
    "RulesInForce",
    "SecondFactorCodeSent",
    "SecondFactorRequired",
    "SecondFactorResetRequested",
    "Session",
    "SessionEnded",
    "SessionEvent",
    "SessionKind",
    "SessionLocked",
    "SessionUnlocked",
    "SettleClosure",
    "SettleRecoveries",
    "SignInMethod",
    "SignInMethodTaken",
    "SignInMethodUnlinked",
    "SignOut",
    "SignedIn",
    "StepUp",
    "StepUpCodeSent",
    "StepUpRequired",
    "SteppedUp",
    "Template",
    "TermsAccepted",
    "TermsChanged",
    "Tokens",
    "TonEvidence",
    "TonProof",
    "TotpFactor",
    "TwoFactor",
    "TwoFactorAlreadyEnabled",
    "TwoFactorDisabled",
    "TwoFactorEnabled",
    "TwoFactorSetup",
    "Underage",
    "UnknownSession",
    "UnlinkSignInMethod",
    "UnlockSession",
    "UpdateConsents",
    "UpdateProfile",
    "UsernameTaken",
    "Verdict",
    "VerifyEmail",
    "VerifyEmailChange",
    "VerifyPhone",
    "Viewer",
    "Visit",
    "WalletChain",
    "WalletLoginBegun",
    "WantedConsent",
    "WidgetEvidence",
    "WrongCode",
    "device_name",
    "readable_statement",
]
