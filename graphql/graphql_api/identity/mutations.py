"""Identity's mutations, each slice in a module of its own."""

import strawberry

from graphql_api.identity.registration import RegistrationMutations
from graphql_api.identity.sign_in import SignInMutations
from graphql_api.identity.step_up import StepUpMutations


@strawberry.type
class IdentityMutations(
    RegistrationMutations,
    SignInMutations,
    StepUpMutations,
):
    """Merged into the root's mutations."""
