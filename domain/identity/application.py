"""Applications: what a person who registers told us, while the code is on its way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from domain.identity.challenge import ChallengeId
from domain.identity.consent import Subject, read_subjects, write_subjects
from domain.identity.email_address import EmailAddress
from domain.identity.player import PersonalDetails, Player, PlayerStatus
from domain.shared import PlayerId


@dataclass(frozen=True, slots=True)
class Application:
    """``password_hash`` None: ``ticket`` names the challenge that holds another way in."""

    email: EmailAddress
    password_hash: str | None = field(repr=False)
    country: str
    birth_date: date = field(repr=False)
    currency: str
    jurisdiction: str
    profile_version: int
    terms_version: str
    privacy_version: str
    agreed_at: datetime
    details: PersonalDetails
    language: str
    ticket: ChallengeId | None
    consents: frozenset[Subject] = frozenset()
    """Marketing that the person agreed to."""

    def facts(self) -> Mapping[str, str]:
        """What ``read`` makes an application of again."""
        details = self.details
        return {
            "email": self.email.shown,
            "password_hash": self.password_hash or "",
            "country": self.country,
            "birth_date": self.birth_date.isoformat(),
            "currency": self.currency,
            "jurisdiction": self.jurisdiction,
            "profile_version": str(self.profile_version),
            "terms_version": self.terms_version,
            "privacy_version": self.privacy_version,
            "agreed_at": self.agreed_at.isoformat(),
            "first_name": details.first_name,
            "last_name": details.last_name,
            "address": details.address,
            "city": details.city,
            "postal_code": details.postal_code,
            "language": self.language,
            "ticket": str(self.ticket or ""),
            "consents": write_subjects(self.consents),
        }

    @classmethod
    def read(cls, facts: Mapping[str, str]) -> "Application":
        return cls(
            email=EmailAddress.parse(facts["email"]),
            password_hash=facts["password_hash"] or None,
            country=facts["country"],
            birth_date=date.fromisoformat(facts["birth_date"]),
            currency=facts["currency"],
            jurisdiction=facts["jurisdiction"],
            profile_version=int(facts["profile_version"]),
            terms_version=facts["terms_version"],
            privacy_version=facts["privacy_version"],
            agreed_at=datetime.fromisoformat(facts["agreed_at"]),
            details=PersonalDetails(
                facts["first_name"], facts["last_name"], facts["address"], facts["city"], facts["postal_code"]
            ),
            language=facts["language"],
            ticket=ChallengeId(UUID(facts["ticket"])) if facts["ticket"] else None,
            consents=read_subjects(facts["consents"]),
        )

    def accepted(self, player_id: PlayerId, now: datetime) -> Player:
        """The player that this becomes, whose e-mail address is proved now."""
        return Player(
            id=player_id,
            email=self.email,
            country=self.country,
            birth_date=self.birth_date,
            status=PlayerStatus.ACTIVE,
            jurisdiction=self.jurisdiction,
            profile_version=self.profile_version,
            terms_version=self.terms_version,
            privacy_version=self.privacy_version,
            terms_accepted_at=self.agreed_at,
            created_at=now,
            email_verified_at=now,
            details=self.details,
            language=self.language,
        )
