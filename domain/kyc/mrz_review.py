"""What a machine-readable zone says, held against the account: each difference is a reason for staff to look."""

from collections.abc import Collection, Iterator
from datetime import date

from domain.kyc.applicant import PersonalFacts
from domain.kyc.document import DocumentType
from domain.kyc.issuers import ISSUERS
from domain.kyc.mrz import Mrz
from domain.kyc.mrz_names import same_name

_CODES = {
    DocumentType.PASSPORT: "P",
    DocumentType.ID_CARD: "IAC",
    DocumentType.RESIDENCE_PERMIT: "IACR",
}
"""By kind, the first letters of the zone (ICAO 9303 part 4, 4.2.2; parts 5 and 6). Driving licences have no such
zone."""


def differences(
    mrz: Mrz, type: DocumentType, facts: PersonalFacts, blocked_countries: Collection[str]
) -> Iterator[str]:
    """Stable codes, none when everything agrees."""
    if mrz.code[0] not in _CODES.get(type, ""):
        yield "DOCUMENT_TYPE_DIFFERS"
    if mrz.issuer not in ISSUERS:
        yield "ISSUER_UNKNOWN"
    elif ISSUERS[mrz.issuer] in blocked_countries:
        yield "ISSUER_BLOCKED"
    if not same_person_named(mrz, facts):
        yield "NAME_DIFFERS"
    if mrz.birth_date is None:
        yield "BIRTH_DATE_UNKNOWN"
    elif mrz.birth_date != facts.birth_date:
        yield "BIRTH_DATE_DIFFERS"


def same_person_named(mrz: Mrz, facts: PersonalFacts) -> bool:
    if not mrz.given_names:  # one name is all that this person has, or all that had room
        whole = f"{facts.first_name} {facts.last_name}"
        return same_name(facts.last_name, mrz.surname, truncated=mrz.truncated) or same_name(whole, mrz.surname)
    return same_name(facts.last_name, mrz.surname) and same_name(
        facts.first_name, mrz.given_names, truncated=mrz.truncated, first_parts=True
    )


def expired(mrz: Mrz, today: date) -> bool:
    """A document is valid through the day that it names."""
    return mrz.expires_on < today


def number_of(mrz: Mrz) -> str:
    """What makes two zones the same document: who issued it, and its number."""
    return f"{mrz.issuer}\n{mrz.number}"
