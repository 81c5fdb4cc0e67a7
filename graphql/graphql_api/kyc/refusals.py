"""Why a step of a KYC case is refused, for clients."""

from domain import kyc
from graphql_api.core import UserError, field_texts, refusal
from graphql_api.kyc import enums as _enums  # noqa: F401 - declares the enum that is used below

field_texts({"NOT_A_LEVEL": "There is nothing to do for this level."})


@refusal(
    {kyc.DetailsRequired: "Please tell us your name and address first."},
    reaction="Show a form for the fields in `missing`, send it with `updateProfile`, then repeat this.",
)
class KycDetailsRequired(UserError):
    """Name and address come first; `missing` are fields of `UpdateProfileInput`."""

    missing: list[str]


@refusal(
    {kyc.KycNotOpen: "This cannot be done at this point."},
    reaction="Read `me { kyc }` again and show where the player stands.",
)
class KycNotOpen(UserError):
    """The level is not at a point where this can be done."""

    kyc_status: kyc.KycStatus


@refusal(
    {kyc.DocumentsRequired: "Please upload a document first."},
    reaction="Offer the upload of a document for this level, then repeat this.",
)
class KycDocumentsRequired(UserError):
    """Nothing was uploaded that could be looked at."""


@refusal(
    {kyc.VendorNotOffered: "This is checked by our own staff."},
    reaction="Use `startKyc`, upload documents, and `submitKyc`.",
)
class KycVendorNotOffered(UserError):
    """No vendor checks this level here."""
