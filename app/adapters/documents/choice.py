"""Where this installation keeps documents."""

from dataclasses import dataclass

from app.adapters.cipher import BlindIndex
from app.adapters.documents.folder import FOLDER, FolderStorage
from app.adapters.documents.s3 import Bucket, S3Storage
from app.adapters.documents.safe import PillowSafe
from app.secrets import Secrets
from app.settings import Settings


@dataclass(frozen=True, slots=True)
class DocumentServices:
    """What documents share within one process."""

    safe: PillowSafe
    storage: FolderStorage | S3Storage
    numbers: BlindIndex
    """Who holds which identity document."""

    def close(self) -> None:
        self.safe.close()
        if isinstance(self.storage, S3Storage):
            self.storage.close()


def open_documents(settings: Settings, secrets: Secrets) -> DocumentServices:
    return DocumentServices(PillowSafe(), _storage(settings), BlindIndex(secrets.data, "identity document"))


def _storage(settings: Settings) -> FolderStorage | S3Storage:
    if settings.documents_s3_endpoint is None:
        return FolderStorage(settings.data_dir / FOLDER)
    return S3Storage(
        Bucket(
            endpoint=settings.documents_s3_endpoint,
            region=settings.documents_s3_region,
            name=settings.documents_s3_bucket or "",
            access_key=settings.documents_s3_access_key or "",
            secret_key=settings.documents_s3_secret_key or "",
            prefix=settings.documents_s3_prefix,
        )
    )
