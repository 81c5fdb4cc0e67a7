"""Every table that knows players: how it is exported, and what erasing leaves of it.

A context that adds such a table adds it here, or ``tests/personal_data/test_registry.py`` fails.
"""

from app.adapters.postgres.identity.erasure import CLEARED, DELETED
from app.personal_data import complaints, exclusions, identity, kyc, limits, money
from app.personal_data.section import Section

SECTIONS: tuple[Section, ...] = (
    *identity.SECTIONS,
    *kyc.SECTIONS,
    *money.WALLET_SECTIONS,
    *money.PAYMENT_SECTIONS,
    *money.GAME_SECTIONS,
    *exclusions.SECTIONS,
    *complaints.SECTIONS,
    *limits.SECTIONS,
)
NOT_EXPORTED = {
    **identity.NOT_EXPORTED,
    **kyc.NOT_EXPORTED,
    **money.NOT_EXPORTED,
    **limits.NOT_EXPORTED,
    **exclusions.NOT_EXPORTED,
}

ERASED = frozenset({"players", *DELETED, *CLEARED})
_BOOKS = "the books, which the law asks to keep; they name an id and nobody"
KEPT_AFTER_ERASURE = {
    **exclusions.KEPT,
    **complaints.KEPT,
    **limits.KEPT,
    "player_gates": "why nothing may be done any more",
    "erasures": "that it was done, when and why; nothing of the person",
    "terms_acceptances": "what was agreed to and when, by an id",
    "profile_changes": "which rules the account was under and when, by an id",
    "consent_changes": "the proof that what was sent was wanted, by an id",
    **kyc.KEPT,
    "wallets": _BOOKS,
    "ledger_transactions": _BOOKS,
    "postings": _BOOKS,
    "settlements": _BOOKS,
    "ledger_chain": _BOOKS,
    "deposits": _BOOKS,
    "withdrawals": _BOOKS,
    "game_launches": "how a repeated launch was recognised; its token is sealed and over",
    "game_sessions": "which launch a round belongs to (GLI-19 2.8.2)",
    "rounds": "the record of play (GLI-19 2.8.2)",
}
