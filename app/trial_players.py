"""Players that nobody is: the one to try the platform with, and fresh ones for test tools. Never in production."""

from contextlib import suppress
from datetime import date

from app.adapters.bot_checks.none import NoBotCheck
from app.composition import wire
from app.dispatch import Dispatcher
from app.platform import Platform
from app.wiring.identity.parts import IdentityParts
from app.wiring.identity.registration import wire_registration
from app.wiring.kyc import wire_kyc
from domain.identity import (
    AccountLocked,
    CountryNotServed,
    EmailAddress,
    InvalidCredentials,
    Login,
    Message,
    OpenQaSession,
    Register,
    SecondFactorRequired,
    VerifyEmail,
    Visit,
)
from domain.jurisdiction import GLI, KycLevel
from domain.kyc import FindKyc, ReviewKyc
from domain.shared import NotAllowed, PlayerId, TooManyAttempts
from domain.wallet import AdjustBalance, meaning_of

DEMO_EMAIL = "demo@example.com"
DEMO_PASSWORD = "play-the-demo"  # noqa: S105 - printed at every start in development, where alone it is good
START_MONEY_MINOR = 100_000
CURRENCY = "EUR"

_VISIT = Visit(user_agent="croupier")


class NotInProduction(Exception):
    """Trial players have money that nobody paid in."""


async def ensure_demo_player(platform: Platform) -> tuple[str, str]:
    """E-mail address and password of the demo player, signed up with EUR 1,000.00 at the first start.

    Raises NotInProduction.
    """
    await _sign_up(platform, DEMO_EMAIL, DEMO_PASSWORD)
    return DEMO_EMAIL, DEMO_PASSWORD


async def open_qa_session(platform: Platform) -> str:
    """The access token of a fresh player with EUR 1,000.00: two hours, no edge budget, outlives ``logout``.

    Raises NotInProduction.
    """
    email = f"qa-{platform.ids.new()}@example.com"
    await _sign_up(platform, email, platform.random.token(24).hex())
    return await Dispatcher(platform.sessions, wire(platform))(OpenQaSession(email))


async def _sign_up(platform: Platform, email: str, password: str) -> None:
    """Safe to repeat: a second registration changes nothing, and the money's key has been used."""
    if platform.settings.production:
        raise NotInProduction
    # Restarts share their throttles in Redis; so often asked for, it is there. Where Germans are not served, it is not.
    with suppress(TooManyAttempts, CountryNotServed):
        await enrol(
            platform,
            Register(
                email=email,
                password=password,
                country="DE",
                birth_date=date(1990, 1, 1),
                currency=CURRENCY,
                terms_version=GLI.terms_version,
                visit=_VISIT,
            ),
            Visit("127.0.0.1", _VISIT.user_agent),
        )
    try:
        signed_in = await Dispatcher(platform.sessions, wire(platform))(
            Login(email, password, _VISIT, GLI.terms_version)
        )
    except (InvalidCredentials, SecondFactorRequired, AccountLocked, NotAllowed, TooManyAttempts):
        return  # someone made the account theirs, with the money it has, closed it, or guesses at it
    await vouch_for(platform, signed_in.session.player_id)
    await _give_money(platform, signed_in.session.player_id)


async def enrol(platform: Platform, registration: Register, home: Visit, *, verified: bool = True) -> None:
    """Registers through the same handlers as anybody, but the code arrives here instead of in a mailbox.

    ``verified``: staff vouch for who it is, so that nothing waits for a vendor.

    ``home`` is the place that the player will be known at. Nothing happens when the address has an account.
    """
    letters = _OpenLetters()
    parts = IdentityParts(platform, post=letters, bots=NoBotCheck())
    dispatch = Dispatcher(platform.sessions, wire_registration(parts))
    registered = await dispatch(registration)
    for code in letters.codes:
        await dispatch(VerifyEmail(registered.challenge, code, home))
        async with platform.sessions() as session:
            player = await parts.players(session).by_email(EmailAddress.parse(registration.email))
        if verified and player is not None:
            await vouch_for(platform, player.id)


async def vouch_for(platform: Platform, player_id: PlayerId) -> None:
    """Staff say that this player is who they say: nobody. Safe to repeat."""
    dispatch = Dispatcher(platform.sessions, wire_kyc(platform))
    view = (await dispatch(FindKyc((player_id,)))).get(player_id)
    if view is not None and view.level is KycLevel.NONE:
        await dispatch(ReviewKyc(player_id, KycLevel.IDENTITY, None, "A player to try the platform with", "croupier"))


class _OpenLetters:
    """A messenger that keeps the codes it is given."""

    def __init__(self) -> None:
        self.codes: list[str] = []

    async def send(self, message: Message) -> None:
        if "code" in message.facts:
            self.codes.append(message.facts["code"])


async def _give_money(platform: Platform, player_id: PlayerId) -> None:
    await platform.settlement.settle(
        AdjustBalance(
            player_id=player_id,
            currency=CURRENCY,
            caller="test-players",
            key=f"start:{player_id}",
            meaning=meaning_of(CURRENCY, START_MONEY_MINOR),
            amount_minor=START_MONEY_MINOR,
            reason="Money to try the platform with",
        )
    )
