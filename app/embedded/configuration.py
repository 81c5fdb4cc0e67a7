"""The server's own files, written anew before each start; ``ALTER SYSTEM`` still wins over them."""

from collections.abc import Mapping

from app.embedded.places import Places

SUPERUSER = "croupier"
DATABASE = "croupier"

SETTINGS: Mapping[str, str] = {
    # Nobody from outside: one socket, in a folder that only its owner enters.
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    # Money: an acknowledged commit survives a power cut.
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # Two cores and a small machine; steady writing, so checkpoints are rare and spread out.
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "wal_buffers": "16MB",
    "min_wal_size": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "checkpoint_completion_target": "0.9",
    "max_parallel_workers_per_gather": "0",  # the second core belongs to Python
    "jit": "off",
    "random_page_cost": "1.1",
    "autovacuum_naptime": "15s",  # wallets are updated all the time
    "idle_in_transaction_session_timeout": "60s",
    "log_timezone": "UTC",
    "timezone": "UTC",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] ",
}


def write_configuration(places: Places, user: str, overrides: Mapping[str, str]) -> bool:
    """Writes postgresql.conf, pg_hba.conf and pg_ident.conf; returns whether anything changed.

    Only the system account ``user`` may connect, over the socket, and only as our superuser: peer authentication,
    no password to leak.
    """
    values = {**SETTINGS, "unix_socket_directories": '"' + str(places.sockets).replace('"', '""') + '"', **overrides}
    texts = {
        "postgresql.conf": "".join(f"{name} = '{quoted(value)}'\n" for name, value in values.items()),
        "pg_hba.conf": f"local all {SUPERUSER} peer map={SUPERUSER}\n",
        "pg_ident.conf": f'{SUPERUSER} "{user}" {SUPERUSER}\n',
    }
    changed = False
    for name, text in texts.items():
        path = places.cluster / name
        if not path.exists() or path.read_text() != text:
            places.account.write(path, text)
            changed = True
    return changed


def quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")
