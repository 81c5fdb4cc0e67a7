"""Verify the e-mail address of a registration: now there is an account."""

from dataclasses import dataclass, field

from domain.identity.access import AccessEvent
from domain.identity.application import Application
from domain.identity.challenge import ChallengeId, ChallengeKind
from domain.identity.code_desk import CodeDesk
from domain.identity.consent import SUBJECTS, ConsentChange, Consents
from domain.identity.exclusion_watch import ExclusionWatch
from domain.identity.journal import Journal
from domain.identity.linked_method import LinkedMethod, LinkedMethodId, LinkedMethods, SignInMethod
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.places import Places
from domain.identity.player import Player
from domain.identity.ports import Newcomers, PlayerGates, Players
from domain.identity.refusals import ChallengeExpired, EmailTaken, PersonTaken, SignInMethodTaken
from domain.identity.session import Visit
from domain.shared import Clock, Commit, Ids, PlayerId
from domain.shared import Message as Request


@dataclass(frozen=True, slots=True)
class EmailVerified:
    email: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class VerifyEmail(Request[EmailVerified]):
    challenge: ChallengeId
    code: str = field(repr=False)
    visit: Visit


@dataclass(frozen=True, slots=True)
class VerifyEmailHandler:
    """Raises ChallengeExpired, WrongCode. Opens no session: sign in with `login`.

    The database decides who is first: of many registrations of one address, or of one person, one becomes a player.
    Somebody excluded who comes back gets an account that is excluded too, and is told so where others are told nothing.
    """

    players: Players
    gates: PlayerGates
    newcomers: Newcomers
    places: Places
    linked: LinkedMethods
    consents: Consents
    codes: CodeDesk
    messenger: Messenger
    exclusions: ExclusionWatch
    journal: Journal
    clock: Clock
    ids: Ids
    commit: Commit

    async def __call__(self, message: VerifyEmail) -> EmailVerified:
        challenge = await self.codes.answer(message.challenge, ChallengeKind.REGISTRATION, message.code)
        application = Application.read(challenge.facts)
        player = application.accepted(PlayerId(self.ids.new()), self.clock.now())
        try:
            await self.players.add(player, application.password_hash)
        except (EmailTaken, PersonTaken) as taken:
            await self._say_already_registered(player, message.visit, taken)
            await self.commit()
            return EmailVerified(application.email.shown)
        await self.gates.open(player.id, application.currency)
        await self.newcomers.welcome(player)
        await self._link(application, player)
        await self.consents.add(
            [
                ConsentChange(self.ids.new(), player.id, *subject, granted=True, changed_at=application.agreed_at)
                for subject in SUBJECTS
                if subject in application.consents
            ]
        )
        await self.places.remember(player.id, message.visit.device, message.visit.ip, self.clock.now())
        await self.exclusions.recognise(player.id)
        await self.journal.note(AccessEvent.REGISTERED, message.visit, player.id)
        await self.commit()
        await self.exclusions.ask_register(player.id)
        return EmailVerified(application.email.shown)

    async def _link(self, application: Application, player: Player) -> None:
        """The way in that the ticket proved. Raises ChallengeExpired when it was used or has run out meanwhile."""
        if application.ticket is None:
            return
        now = self.clock.now()
        ticket = await self.codes.challenges.find(application.ticket, ChallengeKind.REGISTRATION_TICKET, now)
        if ticket is None or not await self.codes.challenges.spend(ticket.id, now):
            raise ChallengeExpired
        facts = ticket.facts
        try:
            await self.linked.add(
                LinkedMethod(
                    id=LinkedMethodId(self.ids.new()),
                    player_id=player.id,
                    method=SignInMethod(facts["method"]),
                    subject=facts["subject"],
                    label=facts["label"],
                    linked_at=now,
                )
            )
        except SignInMethodTaken:
            raise ChallengeExpired from None

    async def _say_already_registered(self, player: Player, visit: Visit, taken: EmailTaken | PersonTaken) -> None:
        """Whoever reads this mailbox learns it, and nobody else."""
        del taken
        await self.messenger.send(
            Message(Channel.EMAIL, player.email.shown, Template.ALREADY_REGISTERED, player.language)
        )
        await self.journal.note(AccessEvent.REGISTERED_AGAIN, visit)
