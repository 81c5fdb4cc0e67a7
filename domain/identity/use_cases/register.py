"""Register: a person asks for an account."""

import re
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from domain.identity.access import AccessEvent
from domain.identity.application import Application
from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk, Recipient
from domain.identity.consent import Subject
from domain.identity.email_address import EmailAddress
from domain.identity.guards import BotCheck, CommonPasswords
from domain.identity.journal import Journal
from domain.identity.location import LOCATION_BLOCKED, Locations
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.password import new_password
from domain.identity.player import NO_DETAILS, PersonalDetails
from domain.identity.ports import Passwords, Players, Throttle
from domain.identity.refusals import ChallengeExpired, CountryNotServed, TermsChanged, Underage
from domain.identity.session import Visit
from domain.jurisdiction import COUNTRIES, JurisdictionProfile, Profiles
from domain.shared import Clock, Commit, FieldProblem, InvalidInput, NotAllowed
from domain.shared import Message as Request

_OLDEST_BIRTH_YEAR = 1900
_LONGEST_DETAIL = 200
_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
LANGUAGES = ("en", "de")


@dataclass(frozen=True, slots=True)
class Registered:
    """The same whether or not the address had an account already: who owns it reads which in a message."""

    email: str = field(repr=False)
    challenge: ChallengeId
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Register(Request[Registered]):
    """Agreeing to ``terms_version`` agrees to the privacy statement of the same day (GLI-19 2.5.2(a)).

    ``password`` may be None when ``ticket`` names another way in that was proved already.
    """

    email: str = field(repr=False)
    password: str | None = field(repr=False)
    country: str
    birth_date: date = field(repr=False)
    currency: str
    terms_version: str
    visit: Visit
    details: PersonalDetails = field(default=NO_DETAILS, repr=False)
    language: str = "en"
    ticket: ChallengeId | None = None
    bot_check: str | None = field(default=None, repr=False)
    consents: frozenset[Subject] = frozenset()
    """Marketing that the person agrees to; none by default."""


@dataclass(frozen=True, slots=True)
class RegisterHandler:
    """Raises InvalidInput with every bad field, TermsChanged, CountryNotServed, Underage, BotCheckFailed,
    ChallengeExpired (the ticket), NotAllowed (from where they come), TooManyAttempts, TryAgainLater.

    The country of residence decides by whose rules.

    Nothing of an account exists until `verifyEmail`: what was asked for waits sealed in a challenge.
    """

    profiles: Profiles
    locations: Locations
    players: Players
    passwords: Passwords
    common: CommonPasswords
    bots: BotCheck
    throttle: Throttle
    codes: CodeDesk
    messenger: Messenger
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: Register) -> Registered:
        now = self.clock.now()
        served = self.profiles.for_country(message.country)
        profile = served or self.profiles.for_visitor(None)
        email, password = _read(message, profile, now)
        if served is None:
            raise CountryNotServed
        _judge(message, profile, now)
        if self.locations.refused(profile, message.visit.ip):
            raise NotAllowed((LOCATION_BLOCKED,))
        if password is not None and await self.common.holds(
            password, (email.shown, message.details.first_name, message.details.last_name)
        ):
            raise InvalidInput.of("password", "TOO_COMMON")
        rules, recipient = profile.registration, Recipient(Channel.EMAIL, email.shown, message.language)
        await self.throttle.take("registrations per address", message.visit.ip, rules.per_address)
        await self.throttle.take("registrations per device", message.visit.device, rules.per_device)
        await self.bots.require(message.bot_check, message.visit, now)
        if message.ticket and not await self.codes.challenges.find(
            message.ticket, ChallengeKind.REGISTRATION_TICKET, now
        ):
            raise ChallengeExpired
        await self.codes.pay_for_a_code(recipient, message.visit)
        await self.commit()  # lets go of the connection while the hash is worked out
        hashed = None if password is None else await self.passwords.hash(password)
        application = _application(message, profile, email, hashed, now)
        known = await self.players.by_email(email)
        challenge = await self.codes.begin(ChallengeKind.REGISTRATION, None, application.facts())
        if known is None:
            await self.codes.send(challenge, recipient, Template.REGISTRATION_CODE)
        else:  # a decoy: no code fits it
            await self.messenger.send(
                Message(
                    Channel.EMAIL, known.email.shown, Template.ALREADY_REGISTERED, known.language, player_id=known.id
                )
            )
            await self.journal.note(AccessEvent.REGISTERED_AGAIN, message.visit, known.id)
        await self.commit()
        return Registered(email.shown, challenge.id, challenge.expires_at)


def _application(
    message: Register, profile: JurisdictionProfile, email: EmailAddress, hashed: str | None, now: datetime
) -> Application:
    return Application(
        email=email,
        password_hash=hashed,
        country=message.country,
        birth_date=message.birth_date,
        currency=message.currency,
        jurisdiction=profile.code,
        profile_version=profile.version,
        terms_version=profile.terms_version,
        privacy_version=profile.privacy_version,
        agreed_at=now,
        details=message.details,
        language=message.language,
        ticket=message.ticket,
        consents=message.consents,
    )


def _read(message: Register, profile: JurisdictionProfile, now: datetime) -> tuple[EmailAddress, str | None]:
    problems: list[FieldProblem] = []
    email, password = EmailAddress("", ""), message.password
    try:
        email = EmailAddress.parse(message.email)
    except InvalidInput as refused:
        problems.extend(refused.fields)
    try:
        if message.password is not None:
            password = new_password(message.password)
        elif message.ticket is None:
            problems.append(FieldProblem("password", "REQUIRED"))
    except InvalidInput as refused:
        problems.extend(refused.fields)
    if message.country not in COUNTRIES:
        problems.append(FieldProblem("country", "UNKNOWN_COUNTRY"))
    if message.birth_date > now.date() or message.birth_date.year < _OLDEST_BIRTH_YEAR:
        problems.append(FieldProblem("birth_date", "OUT_OF_RANGE"))
    if message.currency not in profile.currencies:
        problems.append(FieldProblem("currency", "UNKNOWN_CURRENCY"))
    if message.language not in LANGUAGES:
        problems.append(FieldProblem("language", "UNKNOWN_LANGUAGE"))
    problems.extend(_detail_problems(message.details, profile))
    if problems:
        raise InvalidInput(tuple(problems))
    return email, password


def _detail_problems(details: PersonalDetails, profile: JurisdictionProfile) -> list[FieldProblem]:
    required = {_snake(asked.name) for asked in profile.registration.fields if asked.required}
    problems = []
    for each in fields(details):
        text = getattr(details, each.name)
        if _UNREADABLE.search(text):
            problems.append(FieldProblem(each.name, "UNREADABLE_TEXT"))
        elif len(text) > _LONGEST_DETAIL:
            problems.append(FieldProblem(each.name, "TOO_LONG"))
        elif each.name in required and not text.strip():
            problems.append(FieldProblem(each.name, "REQUIRED"))
    return problems


def _judge(message: Register, profile: JurisdictionProfile, now: datetime) -> None:
    if message.terms_version != profile.terms_version:
        raise TermsChanged(profile.terms_version, profile.privacy_version)
    if message.country in profile.blocked_countries:
        raise CountryNotServed
    if not profile.old_enough(message.birth_date, now.date()):
        raise Underage(profile.minimum_age_years)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
