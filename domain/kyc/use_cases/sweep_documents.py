"""Sweep documents: what the law asks to keep no longer, and what uploads that were cut off left behind."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from domain.jurisdiction import JurisdictionProfile
from domain.kyc.document_ports import DocumentStorage, KycDocuments
from domain.shared import Clock, Commit, Message

KIND = "KYC_DOCUMENT"
UNFINISHED = timedelta(hours=1)
"""No upload takes longer."""
BATCH = 100


@dataclass(frozen=True, slots=True)
class SweepKycDocuments(Message[int]):
    """Answered with the number of pictures that went."""


@dataclass(frozen=True, slots=True)
class SweepKycDocumentsHandler:
    """Keys go first: from then on a picture is noise, wherever a copy of it lies. Safe to repeat; raises TryAgainLater.

    The end that retention counts from is that of the relationship (``RetentionRules``).
    """

    profiles: Collection[JurisdictionProfile]
    documents: KycDocuments
    storage: DocumentStorage
    clock: Clock
    commit: Commit

    async def __call__(self, message: SweepKycDocuments) -> int:
        del message
        now = self.clock.now()
        while await self.documents.abandon(now - UNFINISHED, BATCH):
            await self.commit()
        for profile in self.profiles:
            days = profile.retention.days.get(KIND)
            if days is None:
                continue
            while await self.documents.destroy_overdue(profile.code, now - timedelta(days=days), BATCH):
                await self.commit()
        gone = 0
        while ids := await self.documents.destroyed(BATCH):
            await self.commit()  # no connection is held while the storage is asked
            for id in ids:
                await self.storage.delete(id)
            await self.documents.removed(ids, now)
            await self.commit()
            gone += len(ids)
        await self.storage.sweep(now - UNFINISHED)
        return gone
