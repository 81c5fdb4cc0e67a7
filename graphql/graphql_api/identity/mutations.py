"""Identity's mutations, each slice in a module of its own."""

import strawberry

from graphql_api.identity.one_time_codes import OneTimeCodeMutations
from graphql_api.identity.registration import RegistrationMutations
from graphql_api.identity.sign_in import SignInMutations
from graphql_api.identity.step_up import StepUpMutations
from graphql_api.identity.two_factor import TwoFactorMutations


@strawberry.type
class IdentityMutations(
    RegistrationMutations,
    SignInMutations,
    StepUpMutations,
    OneTimeCodeMutations,
    TwoFactorMutations,
):
    """Merged into the root's mutations."""
