"""KYC's enums for clients. Values may be added to each."""

import strawberry

from domain import kyc
from domain.jurisdiction import KycLevel as DomainLevel

KycLevel = strawberry.enum(
    DomainLevel, name="KycLevel", description="How much is known of a player; each includes those before it."
)
KycStatus = strawberry.enum(
    kyc.KycStatus, name="KycStatus", description="Where a player stands on one level. Values may be added."
)
KycRejection = strawberry.enum(
    kyc.Rejection, name="KycRejection", description="Whether another attempt is taken. Values may be added."
)
KycAnswer = strawberry.enum(kyc.Answer, name="KycAnswer", description="What a check said. Values may be added.")
