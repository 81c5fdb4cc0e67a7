"""Handing out a session's tokens."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.identity.linked_method import SignInMethod
from domain.identity.session import Session, SessionKind, Visit
from domain.identity.tokens import AccessTokens, RefreshTokens, Tokens
from domain.jurisdiction import SessionRules
from domain.shared import Ids, PlayerId, SessionId


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that is open, and the tokens that speak for it."""

    tokens: Tokens
    session: Session


@dataclass(frozen=True, slots=True)
class KeyDesk:
    """Opens sessions and hands out their tokens, by the numbers of one profile; stores nothing."""

    access: AccessTokens
    refresh: RefreshTokens
    ids: Ids
    rules: SessionRules

    def open(
        self,
        player_id: PlayerId,
        kind: SessionKind,
        visit: Visit,
        now: datetime,
        method: SignInMethod = SignInMethod.PASSWORD,
    ) -> SignedIn:
        session_id = SessionId(self.ids.new())
        text, digest = self.refresh.make(session_id, 0)
        session = Session(
            id=session_id,
            player_id=player_id,
            kind=kind,
            visit=visit,
            started_at=now,
            expires_at=now + timedelta(days=self.rules.refresh_days),
            last_seen_at=now,
            generation=0,
            refresh_digest=digest,
            method=method,
            last_active_at=now,
        )
        return self.hand_out(session, text, now)

    def rotate(self, session: Session, now: datetime) -> SignedIn:
        text, digest = self.refresh.make(session.id, session.generation + 1)
        return self.hand_out(session.rotated(digest, now, self.rules), text, now)

    def repeat(self, session: Session, now: datetime) -> SignedIn | None:
        """The tokens that are current, once more; None when the key that made them is gone."""
        text = self.refresh.again(session.id, session.generation, session.refresh_digest)
        return None if text is None else self.hand_out(session, text, now)

    def hand_out(self, session: Session, refresh_token: str, now: datetime) -> SignedIn:
        access_until = min(now + timedelta(seconds=self.rules.access_seconds), session.expires_at)
        return SignedIn(
            Tokens(
                issued_at=now,
                access_token=self.access.sign(session, now, access_until),
                access_expires_at=access_until,
                refresh_token=refresh_token,
                refresh_expires_at=session.expires_at,
            ),
            session,
        )
