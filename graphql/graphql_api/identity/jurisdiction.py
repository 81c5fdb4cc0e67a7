"""The jurisdiction for clients: the visitor's rules."""

from datetime import timedelta

import strawberry

from domain.jurisdiction import COUNTRIES, JurisdictionProfile, Profiles
from graphql_api.core import CountryCode, CurrencyCode, Info, Port
from graphql_api.identity.geography import country_of
from graphql_api.identity.jurisdiction_rules import (
    BonusTerms,
    ComplaintTerms,
    ExclusionOffer,
    KycRuleSet,
    LimitOffer,
    LocationTerms,
    PlayRuleSet,
    RealityCheckOffer,
)

OFFERED_METHODS: Port[tuple[str, ...]] = Port("offered sign-in methods")
"""What the jurisdiction offers and this installation can do: values of ``SignInMethod``."""


PROFILES: Port[Profiles] = Port("profiles")
"""By whose rules players are judged."""


@strawberry.type
class RegistrationField:
    """One field of `RegisterInput` and whether this jurisdiction needs it."""

    name: str
    required: bool


@strawberry.type
class Jurisdiction:
    """The rules that apply to a visitor or a player."""

    code: str
    version: int = strawberry.field(description="Grows with every change of these rules.")
    minimum_age: int = strawberry.field(description="In whole years.")
    currencies: list[CurrencyCode] = strawberry.field(description="What a player may hold, the most usual first.")
    blocked_countries: list[CountryCode] = strawberry.field(description="Residents of these cannot register.")
    registration_fields: list[RegistrationField]
    terms_version: str = strawberry.field(description="What `register` must name as agreed to.")
    privacy_version: str
    session_lifetime: timedelta = strawberry.field(description="After this long a full sign-in is needed again.")
    idle_lock: timedelta = strawberry.field(description="Nobody there for so long: the session locks.")
    limits: LimitOffer
    exclusions: ExclusionOffer
    reality_check: RealityCheckOffer
    play: PlayRuleSet
    kyc: KycRuleSet
    location: LocationTerms
    complaints: ComplaintTerms
    bonuses: BonusTerms
    features: list[str] = strawberry.field(description="What is on: `DEMO_PLAY`; whatever is not named is off.")

    @strawberry.field
    def sign_in_methods(self, info: Info) -> list[str]:
        """The ways to sign in that are offered here; more may be added."""
        offered = info.context.port(OFFERED_METHODS)
        return list(offered)

    @classmethod
    def of(cls, profile: JurisdictionProfile) -> "Jurisdiction":
        return cls(
            code=profile.code,
            version=profile.version,
            minimum_age=profile.minimum_age_years,
            currencies=[CurrencyCode(code) for code in profile.currencies],
            blocked_countries=[CountryCode(code) for code in sorted(profile.blocked_countries)],
            registration_fields=[
                RegistrationField(name=field.name, required=field.required) for field in profile.registration.fields
            ],
            terms_version=profile.terms_version,
            privacy_version=profile.privacy_version,
            session_lifetime=timedelta(days=profile.session.refresh_days),
            idle_lock=timedelta(seconds=profile.session.idle_seconds),
            limits=LimitOffer.of(profile.limits),
            exclusions=ExclusionOffer.of(profile.exclusions),
            reality_check=RealityCheckOffer.of(profile.reality_check),
            play=PlayRuleSet.of(profile.play),
            kyc=KycRuleSet.of(profile.kyc),
            location=LocationTerms.of(profile),
            complaints=ComplaintTerms.of(profile.complaints),
            bonuses=BonusTerms.of(profile.bonuses),
            features=sorted(profile.features),
        )


@strawberry.type
class JurisdictionQueries:
    @strawberry.field
    async def jurisdiction(self, info: Info, country: str | None = None) -> Jurisdiction:
        """The rules that a resident of `country` registers under; left out: of where this visitor is.

        Where that cannot be known, and where no profile of ours is for, it is the default.
        """
        profiles = info.context.port(PROFILES)
        if country not in COUNTRIES:
            country = country_of(info, info.context.request.ip)
        return Jurisdiction.of(profiles.for_visitor(country))
