"""Identity's mutations, each slice in a module of its own."""

import strawberry

from graphql_api.identity.account import AccountMutations
from graphql_api.identity.linked_methods import LinkedMethodMutations
from graphql_api.identity.one_time_codes import OneTimeCodeMutations
from graphql_api.identity.openid import OpenIdMutations
from graphql_api.identity.passkeys import PasskeyMutations
from graphql_api.identity.phone import PhoneMutations
from graphql_api.identity.recovery import RecoveryMutations
from graphql_api.identity.registration import RegistrationMutations
from graphql_api.identity.sessions import SessionMutations
from graphql_api.identity.sign_in import SignInMutations
from graphql_api.identity.step_up import StepUpMutations
from graphql_api.identity.telegram import TelegramMutations
from graphql_api.identity.two_factor import TwoFactorMutations
from graphql_api.identity.wallets import WalletMutations


@strawberry.type
class IdentityMutations(
    RegistrationMutations,
    SignInMutations,
    StepUpMutations,
    SessionMutations,
    OneTimeCodeMutations,
    TwoFactorMutations,
    AccountMutations,
    PhoneMutations,
    PasskeyMutations,
    OpenIdMutations,
    TelegramMutations,
    WalletMutations,
    LinkedMethodMutations,
    RecoveryMutations,
):
    """Merged into the root's mutations."""
