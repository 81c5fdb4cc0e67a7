"""Cross-origin calls of ``/graphql``: exact origins, credentials allowed, nothing for anybody else."""

from app.http.headers import Pairs

_ALLOWED = b"content-type, authorization, accept-language, x-croupier-session, x-croupier-device"
_EXPOSED = b"x-correlation-id, retry-after"


class Cors:
    def __init__(self, origins: frozenset[str]) -> None:
        self._answers: dict[bytes, Pairs] = {
            origin.encode(): [
                (b"access-control-allow-origin", origin.encode()),
                (b"access-control-allow-credentials", b"true"),
                (b"access-control-expose-headers", _EXPOSED),
            ]
            for origin in origins
        }

    def answer(self, origin: bytes | None) -> Pairs:
        """The headers for an answer to this origin."""
        allowed = self._answers.get(origin, []) if origin is not None else []
        return [(b"vary", b"origin"), *allowed]

    def preflight(self, origin: bytes | None) -> Pairs:
        """The headers for an OPTIONS request; a foreign origin is told nothing."""
        found = self.answer(origin)
        if len(found) > 1:
            found += [
                (b"access-control-allow-methods", b"GET, POST"),
                (b"access-control-allow-headers", _ALLOWED),
                (b"access-control-max-age", b"600"),
            ]
        return found
