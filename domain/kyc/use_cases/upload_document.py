"""Upload a document: a picture, and what its machine-readable zone says if the player typed it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from domain.identity import Viewer
from domain.jurisdiction import JurisdictionProfile, KycRules, ThrottleRule
from domain.kyc.case import KycStatus
from domain.kyc.check import Rejection
from domain.kyc.document import DocumentSide, DocumentType, KycDocument
from domain.kyc.document_ports import DocumentSafe, DocumentStorage, KycDocuments
from domain.kyc.file import KycFile
from domain.kyc.mrz import Mrz, read_mrz
from domain.kyc.mrz_review import differences, expired, number_of
from domain.kyc.ports import KycFiles, People, Profiles, Throttle
from domain.kyc.refusals import KycNotOpen
from domain.shared import (
    Clock,
    Commit,
    FieldProblem,
    Ids,
    InvalidInput,
    Message,
    NotAllowed,
    NotSignedIn,
    TryAgainLater,
)

_DAY_SECONDS = 86_400
_ANOTHER_PERSON = frozenset({"NAME_DIFFERS", "BIRTH_DATE_DIFFERS", "BIRTH_DATE_UNKNOWN"})


@dataclass(frozen=True, slots=True)
class UploadKycDocument(Message[KycDocument]):
    """``content``: the file's bytes, None where no file came. ``mrz``: the zone's lines as printed, None: not typed."""

    viewer: Viewer
    type: DocumentType
    side: DocumentSide
    content: bytes | None = field(repr=False)
    mrz: tuple[str, ...] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class UploadKycDocumentHandler:
    """Raises InvalidInput, KycNotOpen, TooManyAttempts, TryAgainLater, NotSignedIn.

    NotAllowed (DOCUMENT_NOT_ACCEPTED): the document serves another open account (GLI-19 2.5.2(d)).

    The record comes first and the picture after it, so that whatever a crash leaves is known and swept.
    """

    files: KycFiles
    people: People
    profiles: Profiles
    documents: KycDocuments
    safe: DocumentSafe
    storage: DocumentStorage
    throttle: Throttle
    clock: Clock
    ids: Ids
    commit: Commit

    async def __call__(self, message: UploadKycDocument) -> KycDocument:
        player_id, now = message.viewer.player_id, self.clock.now()
        file = (await self.files.get((player_id,))).get(player_id)
        if file is None:
            raise NotSignedIn
        profile = self.profiles.of(file.jurisdiction, file.profile_version)
        content, mrz = _read(message, profile.kyc, now)
        _open(file, message.type, now)
        per_day = ThrottleRule(burst=profile.kyc.documents_per_day, seconds=_DAY_SECONDS)
        await self.throttle.take("kyc documents", str(player_id), per_day)
        await self.commit()  # lets go of the connection while the picture is read
        id = self.ids.new()
        picture = await self.safe.close_up(id, content, profile.kyc)
        document = KycDocument(
            id=id,
            player_id=player_id,
            type=message.type,
            side=message.side,
            uploaded_at=now,
            expires_on=None if mrz is None else mrz.expires_on,
            review_reasons=await self._reasons(message, mrz, profile, now),
            mrz=message.mrz or (),
        )
        await self.documents.add(document, picture.key, None if mrz is None else number_of(mrz))
        await self.commit()
        await self.storage.put(id, picture.content)
        if not await self.documents.stored(id, self.clock.now()):
            await self.storage.delete(id)
            raise TryAgainLater
        await self.commit()
        return document

    async def _reasons(
        self, message: UploadKycDocument, mrz: Mrz | None, profile: JurisdictionProfile, now: datetime
    ) -> tuple[str, ...]:
        """For staff to look at. The number is kept for this player only where the person is the same."""
        if mrz is None:
            return ()
        facts = await self.people.facts(message.viewer.player_id)
        reasons = tuple(differences(mrz, message.type, facts, profile.blocked_countries))
        same_person = _ANOTHER_PERSON.isdisjoint(reasons)
        if not await self.documents.claim(number_of(mrz), message.viewer.player_id, now, keep=same_person):
            raise NotAllowed(("DOCUMENT_NOT_ACCEPTED",))
        return reasons


def _read(message: UploadKycDocument, rules: KycRules, now: datetime) -> tuple[bytes, Mrz | None]:
    problems = list(_problems(message, rules))
    mrz = None
    if message.mrz is not None and message.type.identity:
        try:
            mrz = read_mrz(message.mrz, now.date())
        except InvalidInput as refused:
            problems.extend(refused.fields)
        else:
            if expired(mrz, now.date()):
                problems.append(FieldProblem("mrz.1", "DOCUMENT_EXPIRED"))
    if problems or message.content is None:
        raise InvalidInput(tuple(problems))
    return message.content, mrz


def _problems(message: UploadKycDocument, rules: KycRules) -> Iterator[FieldProblem]:
    if message.type.identity and message.type.value not in rules.document_types:
        yield FieldProblem("type", "NOT_ACCEPTED")
    if message.content is None:
        yield FieldProblem("file", "REQUIRED")
    elif len(message.content) > rules.document_bytes:
        yield FieldProblem("file", "TOO_LARGE")
    if message.mrz is not None and not message.type.identity:
        yield FieldProblem("mrz", "NOT_EXPECTED")


def _open(file: KycFile, type: DocumentType, now: datetime) -> None:
    """More may come until the level is decided: also while somebody looks at it, who may have asked for it."""
    case = file.case(type.level)
    if case.stands(now) or (case.status is KycStatus.REJECTED and case.rejection is Rejection.FINAL):
        raise KycNotOpen(case.status_at(now))
