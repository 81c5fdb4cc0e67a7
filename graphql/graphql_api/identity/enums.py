"""Identity's enums for clients. Values may be added to each."""

import strawberry

from domain import identity

ProofMethod = strawberry.enum(
    identity.ProofMethod, name="ProofMethod", description="How to prove that it is you. Values may be added."
)
SignInMethod = strawberry.enum(
    identity.SignInMethod, name="SignInMethod", description="A way to sign in. Values may be added."
)
