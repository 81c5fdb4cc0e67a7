"""Why a step of a KYC case is refused."""

from dataclasses import dataclass
from typing import ClassVar

from domain.kyc.case import KycStatus
from domain.shared import Refusal


@dataclass(eq=False)
class DetailsRequired(Refusal):
    """Name and address come first; ``missing`` are the fields of `updateProfile` that are empty."""

    code: ClassVar[str] = "KYC_DETAILS_REQUIRED"
    missing: tuple[str, ...]


@dataclass(eq=False)
class KycNotOpen(Refusal):
    """The level is not at a point where this can be done: ``kyc_status`` says where it is."""

    code: ClassVar[str] = "KYC_NOT_OPEN"
    kyc_status: KycStatus


class DocumentsRequired(Refusal):
    """Nothing was uploaded that staff could look at."""

    code = "KYC_DOCUMENTS_REQUIRED"


class VendorNotOffered(Refusal):
    """No vendor checks this level here; documents and `submitKyc` do."""

    code = "KYC_VENDOR_NOT_OFFERED"


class UnknownApplicant(Refusal):
    """A vendor speaks of somebody that it was never sent."""

    code = "UNKNOWN_APPLICANT"


class UnknownKycCase(Refusal):
    """Staff name a player who does not exist."""

    code = "UNKNOWN_KYC_CASE"


class UnknownKycDocument(Refusal):
    """There is no such document, or it was destroyed. Told to staff alone."""

    code = "UNKNOWN_KYC_DOCUMENT"
