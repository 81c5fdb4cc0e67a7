"""Where a visit came from, sealed for one row."""

from app.adapters.cipher import Cipher
from domain.identity import Visit

_LONGEST_USER_AGENT = 200


def seal_visit(cipher: Cipher, visit: Visit, table: str, row_id: object) -> tuple[bytes | None, bytes | None]:
    """Address and user agent; None for what is not known."""
    agent = visit.user_agent[:_LONGEST_USER_AGENT].encode("utf-8", "replace").decode()
    return (
        cipher.seal(visit.ip, f"{table}/ip/{row_id}") if visit.ip else None,
        cipher.seal(agent, f"{table}/user_agent/{row_id}") if agent else None,
    )


def open_visit(cipher: Cipher, ip: bytes | None, user_agent: bytes | None, table: str, row_id: object) -> Visit:
    return Visit(
        ip=cipher.open(ip, f"{table}/ip/{row_id}") if ip else "",
        user_agent=cipher.open(user_agent, f"{table}/user_agent/{row_id}") if user_agent else "",
    )
