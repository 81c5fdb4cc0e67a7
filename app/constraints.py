"""Uniqueness is PostgreSQL's to decide: the name of a violated constraint says what is refused."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from domain.identity.refusals import EmailTaken, PersonTaken, PhoneTaken, SignInMethodTaken, UsernameTaken
from domain.shared import Refusal

REFUSALS: Mapping[str, type[Refusal]] = {
    "players_email_once": EmailTaken,
    "players_person_once": PersonTaken,
    "players_phone_once": PhoneTaken,
    "players_username_once": UsernameTaken,
    "linked_methods_subject_once": SignInMethodTaken,
}


@contextmanager
def refusing_violations() -> Iterator[None]:
    """Turns a violated constraint of the table above into its refusal; any other is a fault of ours and goes on."""
    try:
        yield
    except IntegrityError as violated:
        refusal = REFUSALS.get(_constraint_name(violated))
        if refusal is None:
            raise
        raise refusal from violated


def _constraint_name(violated: IntegrityError) -> str:
    driver_error = getattr(violated.orig, "__cause__", None)
    return getattr(driver_error, "constraint_name", None) or ""
