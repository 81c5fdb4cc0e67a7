"""Runs documents: limits before validation, one cache of prepared documents, masked errors, a budget per player."""

from graphql_api.execution.budget import Budgets
from graphql_api.execution.engine import Answer, Engine, GraphQLRequest, Prepared
from graphql_api.execution.failures import Code, Failure
from graphql_api.execution.faults import Faults
from graphql_api.execution.limits import DEVELOPMENT, PRODUCTION, Limits
from graphql_api.execution.trusted import TrustedDocuments

__all__ = [
    "DEVELOPMENT",
    "PRODUCTION",
    "Answer",
    "Budgets",
    "Code",
    "Engine",
    "Failure",
    "Faults",
    "GraphQLRequest",
    "Limits",
    "Prepared",
    "TrustedDocuments",
]
