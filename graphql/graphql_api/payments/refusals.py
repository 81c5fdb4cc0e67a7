"""Why a payment is refused, for clients."""

from domain import payments
from graphql_api.core import UserError, field_texts, refusal

field_texts(
    {
        "UNKNOWN": "There is no such choice.",
        "NOT_OFFERED": "This currency is not offered here.",
        "WRONG_DIRECTION": "This method does not work in this direction.",
        "WRONG_LENGTH": "This is too short or too long.",
    }
)


@refusal(
    {payments.PaymentDeclined: "The payment provider declined this payment."},
    reaction="Say so and offer another method; a new attempt needs a new idempotency key.",
)
class PaymentDeclined(UserError):
    """The payment provider said no, and will not say otherwise; a new deposit needs a new key."""

    reason: str
