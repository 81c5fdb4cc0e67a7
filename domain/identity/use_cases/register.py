"""Register: a person asks for an account."""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.identity.access import Access, AccessEvent
from domain.identity.email_address import EmailAddress
from domain.identity.password import new_password
from domain.identity.player import Player, PlayerStatus
from domain.identity.ports import AccessLog, Passwords, PlayerGates, Players, SignInAttempts
from domain.identity.refusals import CountryNotServed, EmailTaken, TermsChanged, Underage
from domain.identity.session import Visit
from domain.jurisdiction import COUNTRIES, JurisdictionProfile
from domain.shared import Clock, Commit, FieldProblem, Ids, InvalidInput, Message, PlayerId

_OLDEST_BIRTH_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Registered:
    """The same whether or not the address had an account already; who it belongs to finds out by signing in."""

    email: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Register(Message[Registered]):
    """Agreeing to ``terms_version`` agrees to the privacy statement of the same day (GLI-19 2.5.2(a))."""

    email: str = field(repr=False)
    password: str = field(repr=False)
    country: str
    birth_date: date = field(repr=False)
    currency: str
    terms_version: str
    visit: Visit


class RegisterHandler:
    """Raises InvalidInput with every bad field, TermsChanged, CountryNotServed, Underage, TooManyAttempts (of this
    address), TryAgainLater."""

    def __init__(
        self,
        profile: JurisdictionProfile,
        players: Players,
        gates: PlayerGates,
        attempts: SignInAttempts,
        access_log: AccessLog,
        passwords: Passwords,
        clock: Clock,
        ids: Ids,
        commit: Commit,
    ) -> None:
        self._profile = profile
        self._players = players
        self._gates = gates
        self._attempts = attempts
        self._access_log = access_log
        self._passwords = passwords
        self._clock = clock
        self._ids = ids
        self._commit = commit

    async def __call__(self, message: Register) -> Registered:
        now = self._clock.now()
        email, password = self._read(message, now)
        self._judge(message, now)
        await self._attempts.take_registration(message.visit.ip, now, self._profile.sign_in)
        await self._commit()  # lets go of the connection while the hash is worked out
        hashed = await self._passwords.hash(password)
        player = self._player(message, email, now)
        try:
            await self._players.add(player, hashed)
            await self._gates.open(player.id, message.currency)
            event, player_id = AccessEvent.REGISTERED, player.id
        except EmailTaken:
            event, player_id = AccessEvent.REGISTERED_AGAIN, None
        await self._access_log.add(Access(self._ids.new(), now, event, message.visit, player_id))
        await self._commit()
        return Registered(email.shown)

    def _read(self, message: Register, now: datetime) -> tuple[EmailAddress, str]:
        problems: list[FieldProblem] = []
        email, password = EmailAddress("", ""), ""
        try:
            email = EmailAddress.parse(message.email)
        except InvalidInput as refused:
            problems.extend(refused.fields)
        try:
            password = new_password(message.password)
        except InvalidInput as refused:
            problems.extend(refused.fields)
        if message.country not in COUNTRIES:
            problems.append(FieldProblem("country", "UNKNOWN_COUNTRY"))
        if message.birth_date > now.date() or message.birth_date.year < _OLDEST_BIRTH_YEAR:
            problems.append(FieldProblem("birth_date", "OUT_OF_RANGE"))
        if message.currency not in self._profile.currencies:
            problems.append(FieldProblem("currency", "UNKNOWN_CURRENCY"))
        if problems:
            raise InvalidInput(tuple(problems))
        return email, password

    def _judge(self, message: Register, now: datetime) -> None:
        profile = self._profile
        if message.terms_version != profile.terms_version:
            raise TermsChanged(profile.terms_version, profile.privacy_version)
        if message.country in profile.blocked_countries:
            raise CountryNotServed
        if not profile.old_enough(message.birth_date, now.date()):
            raise Underage(profile.minimum_age_years)

    def _player(self, message: Register, email: EmailAddress, now: datetime) -> Player:
        return Player(
            id=PlayerId(self._ids.new()),
            email=email,
            country=message.country,
            birth_date=message.birth_date,
            status=PlayerStatus.ACTIVE,
            jurisdiction=self._profile.code,
            profile_version=self._profile.version,
            terms_version=self._profile.terms_version,
            privacy_version=self._profile.privacy_version,
            terms_accepted_at=now,
            created_at=now,
        )
