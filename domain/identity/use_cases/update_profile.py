"""Update the profile: what a player may change about themselves."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace

from domain.identity.access import AccessEvent
from domain.identity.accounts import Accounts
from domain.identity.exclusion_watch import ExclusionWatch
from domain.identity.journal import Journal
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.player import PersonalDetails, Player
from domain.identity.ports import Players, Throttle, VerifiedDetails
from domain.identity.refusals import PersonTaken
from domain.identity.session import Visit
from domain.identity.use_cases.register import LANGUAGES
from domain.identity.use_cases.require_fresh_proof import RequireFreshProof
from domain.identity.username import username
from domain.identity.viewer import Viewer
from domain.jurisdiction import AccountRules, JurisdictionProfile, Profiles
from domain.shared import Commit, FieldProblem, Handler, InvalidInput, NotAllowed
from domain.shared import Message as Request

_LONGEST_DETAIL = 200
DETAILS = tuple(each.name for each in fields(PersonalDetails))


@dataclass(frozen=True, slots=True)
class UpdateProfile(Request[Player]):
    """None: as it is. Answered with the player as it stands now."""

    viewer: Viewer
    visit: Visit
    username: str | None = None
    language: str | None = None
    first_name: str | None = field(default=None, repr=False)
    last_name: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)
    city: str | None = field(default=None, repr=False)
    postal_code: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class UpdateProfileHandler:
    """Raises InvalidInput, UsernameTaken, TooManyAttempts, NotSignedIn.

    Name and address are registration data: they need fresh proof (GLI-19 2.5.2(e)), StepUpRequired. NotAllowed
    (DETAILS_NOT_ACCEPTED) where they would make a second open account of one person, (DETAILS_VERIFIED) once somebody
    examines or vouches for them.
    """

    profiles: Profiles
    rules: AccountRules
    proof: Handler[RequireFreshProof, None]
    players: Players
    accounts: Accounts
    throttle: Throttle
    verified: VerifiedDetails
    messenger: Messenger
    exclusions: ExclusionWatch
    journal: Journal
    commit: Commit

    async def __call__(self, message: UpdateProfile) -> Player:
        told = {name: getattr(message, name) for name in DETAILS}
        given = {name: text.strip() for name, text in told.items() if text is not None}
        if problems := tuple(_problems(message, given)):
            raise InvalidInput(problems)
        viewer = message.viewer
        if given:
            await self.proof(RequireFreshProof(viewer))
        await self.throttle.take("profile changes", str(viewer.player_id), self.rules.profile_changes)
        before = await self.accounts.hold(viewer.player_id)
        rules = self.profiles.of(before.jurisdiction, before.profile_version)
        if problems := tuple(_left_out(given, rules)):
            raise InvalidInput(problems)
        after = replace(
            before,
            username=before.username if message.username is None else message.username,
            language=before.language if message.language is None else message.language,
            details=replace(before.details, **given),
        )
        changed = sorted(_changed(before, after))
        if changed:
            if not set(changed).isdisjoint(DETAILS) and not await self.verified.may_change(after.id):
                raise NotAllowed(("DETAILS_VERIFIED",))
            try:
                await self.players.save(after)
            except PersonTaken:
                raise NotAllowed(("DETAILS_NOT_ACCEPTED",)) from None
            await self.journal.note(
                AccessEvent.PROFILE_CHANGED, message.visit, after.id, viewer.session_id, " ".join(changed)
            )
            if not set(changed).isdisjoint(DETAILS):
                await self.exclusions.recognise(after.id)
                await self.messenger.send(
                    Message(
                        Channel.EMAIL, after.email.shown, Template.DETAILS_CHANGED, after.language, player_id=after.id
                    )
                )
        await self.commit()
        return after


def _problems(message: UpdateProfile, given: dict[str, str]) -> Iterator[FieldProblem]:
    if message.username is not None:
        try:
            username(message.username)
        except InvalidInput as refused:
            yield from refused.fields
    if message.language is not None and message.language not in LANGUAGES:
        yield FieldProblem("language", "UNKNOWN_LANGUAGE")
    for name, text in given.items():
        if len(text) > _LONGEST_DETAIL:
            yield FieldProblem(name, "TOO_LONG")


def _left_out(given: dict[str, str], rules: JurisdictionProfile) -> Iterator[FieldProblem]:
    required = {asked.name.lower() for asked in rules.registration.fields if asked.required}
    for name, text in given.items():
        if not text and name.replace("_", "") in required:
            yield FieldProblem(name, "REQUIRED")


def _changed(before: Player, after: Player) -> Iterator[str]:
    if before.username != after.username:
        yield "username"
    if before.language != after.language:
        yield "language"
    for name in DETAILS:
        if getattr(before.details, name) != getattr(after.details, name):
            yield name
