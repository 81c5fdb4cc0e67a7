"""The feed of an account that clients follow."""

from collections.abc import AsyncGenerator

from app.live.account_mailbox import MAX_NOTICES, Mailbox
from app.live.account_wakeups import AccountWakeups
from domain.identity import GatesChanged, RulesInForce, SessionEvent
from domain.kyc import KycChanged
from domain.shared import NotSignedIn, PlayerId, SessionId


class LiveAccountFeed:
    """Implements AccountFeed and KycFeed."""

    def __init__(self, wakeups: AccountWakeups) -> None:
        self._wakeups = wakeups

    async def gates(self, player_id: PlayerId, session_id: SessionId) -> AsyncGenerator[GatesChanged, None]:
        async with self._wakeups.watch(player_id) as watch:
            if not watch.exists:
                raise NotSignedIn
            mailbox: Mailbox[None] = Mailbox(1)
            watch.of_gates.add(mailbox)
            shown: GatesChanged | None = None
            try:
                while True:
                    gates = watch.gates(session_id)
                    if shown != gates:  # closed and opened again while nobody took anything: no news
                        shown = gates
                        yield gates
                    await mailbox.take()
            finally:
                watch.of_gates.discard(mailbox)

    async def rules(self, player_id: PlayerId) -> AsyncGenerator[RulesInForce, None]:
        async with self._wakeups.watch(player_id) as watch:
            if watch.rules is None:
                raise NotSignedIn
            mailbox: Mailbox[RulesInForce] = Mailbox(1)
            mailbox.put(watch.rules)
            watch.of_rules.add(mailbox)
            try:
                while True:
                    yield await mailbox.take()
            finally:
                watch.of_rules.discard(mailbox)

    async def kyc(self, player_id: PlayerId) -> AsyncGenerator[KycChanged, None]:
        async with self._wakeups.watch(player_id) as watch:
            if watch.kyc is None:
                raise NotSignedIn
            mailbox: Mailbox[KycChanged] = Mailbox(1)
            mailbox.put(watch.kyc)
            watch.of_kyc.add(mailbox)
            try:
                while True:
                    yield await mailbox.take()
            finally:
                watch.of_kyc.discard(mailbox)

    async def sessions(self, player_id: PlayerId) -> AsyncGenerator[SessionEvent, None]:
        async with self._wakeups.watch(player_id) as watch:
            if not watch.exists:
                raise NotSignedIn
            mailbox: Mailbox[SessionEvent] = Mailbox(MAX_NOTICES)
            watch.of_sessions.add(mailbox)
            try:
                while True:
                    yield await mailbox.take()
            finally:
                watch.of_sessions.discard(mailbox)
