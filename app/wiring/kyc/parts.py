"""What KYC's handlers are built from, around one database session."""

from dataclasses import dataclass
from functools import cache, partial

from sqlalchemy.ext.asyncio import AsyncSession

from app.adapters.postgres.identity.players import PostgresPlayers
from app.adapters.postgres.kyc.checks import PostgresKycChecks, PostgresStaffLog
from app.adapters.postgres.kyc.evidence import PostgresEvidence
from app.adapters.postgres.kyc.files import PostgresKycFiles
from app.adapters.postgres.kyc.paid import PostgresPaid
from app.adapters.postgres.kyc.people import PostgresPeople
from app.adapters.postgres.kyc.screenings import PostgresScreenings
from app.adapters.postgres.responsible_gaming.coming_birthdays import PostgresComingBirthdays
from app.adapters.postgres.responsible_gaming.play_states import PostgresPlayStates
from app.adapters.screening_list import LocalList
from app.platform import Platform
from domain.kyc import KycDesk, ScreeningDesk
from domain.responsible_gaming import euro_up
from domain.responsible_gaming.cap_age import CapAgeDesk

local_list = cache(LocalList)
"""One reading for all of a process."""


@dataclass(frozen=True, slots=True)
class KycParts:
    """One of each, by the session that they share; nothing here opens a connection."""

    platform: Platform

    def files(self, session: AsyncSession) -> PostgresKycFiles:
        return PostgresKycFiles(session, self.platform.identity.cipher)

    def checks(self, session: AsyncSession) -> PostgresKycChecks:
        return PostgresKycChecks(session, self.platform.identity.cipher)

    def people(self, session: AsyncSession) -> PostgresPeople:
        return PostgresPeople(self.players(session))

    def players(self, session: AsyncSession) -> PostgresPlayers:
        services = self.platform.identity
        return PostgresPlayers(session, services.cipher, services.emails, services.phones, services.people)

    def evidence(self, session: AsyncSession) -> PostgresEvidence:
        return PostgresEvidence(session)

    def staff_log(self, session: AsyncSession) -> PostgresStaffLog:
        platform = self.platform
        return PostgresStaffLog(session, platform.identity.cipher, platform.clock, platform.ids)

    def desk(self, session: AsyncSession) -> KycDesk:
        return KycDesk(
            files=self.files(session),
            deposits=PostgresPaid(session),
            profiles=self.platform.profiles,
            worth=partial(euro_up, self.platform.rates),
            screening=self.screening(session),
            follower=self.cap_ages(session),
        )

    def cap_ages(self, session: AsyncSession) -> CapAgeDesk:
        return CapAgeDesk(
            players=self.players(session),
            states=PostgresPlayStates(session),
            coming=PostgresComingBirthdays(session, self.platform.identity.birthdays),
        )

    def screening(self, session: AsyncSession) -> ScreeningDesk | None:
        path = self.platform.settings.screening_list
        if path is None:
            return None
        memory = PostgresScreenings(session, self.platform.identity.cipher)
        return ScreeningDesk(local_list(path), self.people(session), memory, self.staff_log(session))
