"""Login: e-mail and password, the first of two steps."""

from contextlib import suppress
from dataclasses import dataclass, field

from domain.identity.access import AccessEvent
from domain.identity.email_address import EmailAddress
from domain.identity.journal import Journal
from domain.identity.key_desk import SignedIn
from domain.identity.linked_method import SignInMethod
from domain.identity.lockout import Lockout
from domain.identity.password import readable_password
from domain.identity.player import PasswordOnFile
from domain.identity.ports import Passwords, Players, SignInAttempts, Throttle, Verdict
from domain.identity.reception import Arrival, Reception
from domain.identity.refusals import InvalidCredentials
from domain.identity.session import Visit
from domain.jurisdiction import JurisdictionProfile
from domain.shared import Clock, Commit, TooManyAttempts, TryAgainLater
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class Login(Request[SignedIn]):
    """``accepted_terms``: the terms version that the person agrees to now, after TermsChanged."""

    email: str = field(repr=False)
    password: str = field(repr=False)
    visit: Visit
    accepted_terms: str | None = None


@dataclass(frozen=True, slots=True)
class LoginHandler:
    """Raises InvalidInput, TooManyAttempts, InvalidCredentials, TryAgainLater, and what Reception raises.

    What is wrong with an account is told only to who knows its password; that it is locked, too.
    """

    profile: JurisdictionProfile
    players: Players
    attempts: SignInAttempts
    throttle: Throttle
    passwords: Passwords
    reception: Reception
    lockout: Lockout
    journal: Journal
    clock: Clock
    commit: Commit

    async def __call__(self, message: Login) -> SignedIn:
        email, password = EmailAddress.parse(message.email), readable_password(message.password)
        rules, ip = self.profile.sign_in, message.visit.ip
        await self.throttle.take("sign-ins everywhere", "all", rules.everywhere)
        await self.throttle.take("sign-ins per address", ip, rules.per_address)
        known = await self.players.password_by_email(email)
        failures = await self._count(email, known, message.visit)
        await self.commit()  # lets go of the connection while the hash is worked out
        verdict = await self._verify(password, known, email, ip)
        if known is None or not verdict.matches:
            await self._fail(known, failures, message.visit)
            raise InvalidCredentials
        await self.attempts.forgive(email.normalised)
        await self.throttle.give_back("sign-ins per address", ip, rules.per_address)
        if verdict.outdated:
            await self.commit()  # again no connection waits for a hash
            with suppress(TryAgainLater):  # it will be outdated at the next sign-in too
                hashed = await self.passwords.hash(password)
                await self.players.replace_password(known.player_id, hashed, self.clock.now())
        arrival = Arrival(known.player_id, SignInMethod.PASSWORD, message.visit, accepted_terms=message.accepted_terms)
        return await self.reception.admit(arrival)

    async def _count(self, email: EmailAddress, known: PasswordOnFile | None, visit: Visit) -> int:
        """How many failures in a row this would be. A device that the account knows need not wait for strangers'."""
        try:
            return await self.attempts.take(email.normalised, self.clock.now(), self.profile.sign_in)
        except TooManyAttempts:
            trusted = known and visit.device and await self.reception.places.knows_device(known.player_id, visit.device)
            if not trusted:
                raise
            return 1

    async def _fail(self, known: PasswordOnFile | None, failures: int, visit: Visit) -> None:
        player_id = known.player_id if known else None
        await self.journal.note(AccessEvent.SIGN_IN_FAILED, visit, player_id)
        if player_id:
            await self.lockout.note(player_id, failures, visit)
        await self.commit()

    async def _verify(self, password: str, known: PasswordOnFile | None, email: EmailAddress, ip: str) -> Verdict:
        try:
            return await self.passwords.verify(password, known.hash if known else None)
        except TryAgainLater:  # nothing was guessed
            await self.attempts.forgive(email.normalised)
            await self.throttle.give_back("sign-ins per address", ip, self.profile.sign_in.per_address)
            await self.commit()
            raise
