"""Every column that holds sealed bytes, and how it is opened; a test finds the one that is missing here."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag

from app.adapters.cipher import CannotOpen, Cipher
from app.adapters.postgres.games.token_seal import TokenSeal
from app.secrets import KeyRing


class Sealer(Protocol):
    """What one kind of sealed bytes is opened and closed with; ``bound_to`` is what its place ends with."""

    def anew(self, sealed: bytes, column: "SealedColumn", bound_to: str) -> bytes:
        """Raises CannotOpen."""
        ...


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """``keys`` are the primary key with its SQL types; the sealed bytes are bound to what is in ``bound_to``."""

    table: str
    column: str
    keys: tuple[tuple[str, str], ...] = (("id", "uuid"),)
    bound_to: tuple[str, ...] = ("id",)
    game_token: bool = False

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}"

    @property
    def separator(self) -> bytes:
        """Between the key's id, which comes first, and the rest."""
        return b"\0" if self.game_token else b":"


COLUMNS = (
    SealedColumn("players", "email_sealed"),
    SealedColumn("players", "birth_date_sealed"),
    SealedColumn("players", "phone_sealed"),
    SealedColumn("players", "profile_sealed"),
    SealedColumn("players", "closing_reason_sealed"),
    SealedColumn("sessions", "ip_sealed"),
    SealedColumn("sessions", "user_agent_sealed"),
    SealedColumn("access_log", "ip_sealed"),
    SealedColumn("access_log", "user_agent_sealed"),
    SealedColumn("challenges", "facts_sealed"),
    SealedColumn("totp_factors", "secret_sealed", (("player_id", "uuid"),), ("player_id",)),
    SealedColumn("linked_methods", "subject_sealed"),
    SealedColumn("linked_methods", "label_sealed"),
    SealedColumn("recovery_requests", "statement_sealed"),
    SealedColumn("recovery_requests", "reason_sealed"),
    SealedColumn("exclusions", "reason_sealed"),
    SealedColumn("exclusions", "end_reason_sealed"),
    SealedColumn("exclusion_reasons", "reason_sealed"),
    SealedColumn("exclusion_requests", "asked_by_sealed"),
    SealedColumn("exclusion_requests", "contact_sealed"),
    SealedColumn("exclusion_requests", "reason_sealed"),
    SealedColumn("exclusion_request_log", "reason_sealed"),
    SealedColumn("kyc_cases", "comment_sealed", (("player_id", "uuid"), ("level", "smallint")), ("player_id", "level")),
    SealedColumn("kyc_checks", "comment_sealed"),
    SealedColumn("kyc_checks", "private_comment_sealed"),
    SealedColumn("kyc_staff_log", "reason_sealed"),
    SealedColumn("kyc_screenings", "hits_sealed", (("player_id", "uuid"),), ("player_id",)),
    SealedColumn("kyc_documents", "mrz_sealed"),
    SealedColumn("kyc_documents", "key_sealed"),
    SealedColumn("complaints", "subject_sealed"),
    SealedColumn("complaint_messages", "text_sealed"),
    SealedColumn("complaint_log", "reason_sealed"),
    SealedColumn("messages", "recipient_sealed"),
    SealedColumn("messages", "facts_sealed"),
    SealedColumn(
        "data_export_parts", "text_sealed", (("export_id", "uuid"), ("number", "integer")), ("export_id", "number")
    ),
    SealedColumn(
        "game_launches", "sealed_token", (("player_id", "uuid"), ("key", "text")), ("session_id",), game_token=True
    ),
)


class CipherSealer:
    """``app.adapters.cipher``: bound to ``table/column/<bound_to>``."""

    def __init__(self, ring: KeyRing) -> None:
        self._cipher = Cipher(ring)

    def anew(self, sealed: bytes, column: SealedColumn, bound_to: str) -> bytes:
        place = f"{column.table}/{column.column.removesuffix('_sealed')}/{bound_to}"
        return self._cipher.seal(self._cipher.open(sealed, place), place)


class GameTokenSealer:
    """``app.adapters.postgres.games.token_seal``: bound to the game session."""

    def __init__(self, ring: KeyRing) -> None:
        self._seal = TokenSeal(ring)

    def anew(self, sealed: bytes, column: SealedColumn, bound_to: str) -> bytes:
        try:
            session_id = UUID(bound_to)
            return self._seal.close(session_id, self._seal.open(session_id, sealed))
        except (KeyError, InvalidTag):
            raise CannotOpen(f"{column.name} of {bound_to}") from None


def sealer_of(column: SealedColumn, ring: KeyRing) -> Sealer:
    return GameTokenSealer(ring) if column.game_token else CipherSealer(ring)
