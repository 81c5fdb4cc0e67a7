"""Reception: every way in ends here, and here alone does a session begin."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from domain.identity.access import AccessEvent
from domain.identity.challenge import Challenge, ChallengeKind
from domain.identity.code_desk import CodeDesk, Recipient
from domain.identity.exclusion_watch import ExclusionWatch
from domain.identity.journal import Journal
from domain.identity.key_desk import KeyDesk, SignedIn
from domain.identity.linked_method import SignInMethod
from domain.identity.location import LOCATION_BLOCKED, Locations
from domain.identity.messages import Channel, Message, Messenger, Template
from domain.identity.places import Places
from domain.identity.player import Player
from domain.identity.ports import PlayerGates, Players, Sessions, SignInAttempts
from domain.identity.refusals import AccountLocked, SecondFactorRequired, TermsChanged
from domain.identity.second_factors import ProofMethod, SecondFactors
from domain.identity.session import Session, SessionKind, Visit
from domain.jurisdiction import JurisdictionProfile, Profiles
from domain.shared import (
    Clock,
    Commit,
    NotAllowed,
    PlayerId,
    Random,
    TooManyAttempts,
    closed_because,
    closed_until,
)

DEVICE_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody whose first proof was right. ``strong``: it was two factors in one, as a verifying passkey is.

    ``reached``: it came by the e-mail address or phone number on file, which another message there would prove again.
    """

    player_id: PlayerId
    method: SignInMethod
    visit: Visit
    strong: bool = False
    reached: bool = False
    accepted_terms: str | None = None


@dataclass(frozen=True, slots=True)
class Reception:
    profiles: Profiles
    locations: Locations
    players: Players
    gates: PlayerGates
    sessions: Sessions
    factors: SecondFactors
    places: Places
    attempts: SignInAttempts
    messenger: Messenger
    exclusions: ExclusionWatch
    journal: Journal
    desk: KeyDesk
    codes: CodeDesk
    random: Random
    clock: Clock
    commit: Commit

    async def admit(self, arrival: Arrival) -> SignedIn:
        """Commits what it decides, a refusal too.

        Raises NotAllowed (the login gate is closed, or nobody may play from there), TermsChanged, SecondFactorRequired,
        AccountLocked.
        """
        player = (await self.players.get((arrival.player_id,)))[arrival.player_id]
        await self._require_open_gate(arrival)
        await self._require_location(player, arrival)
        player = await self._require_terms(player, arrival)
        if not arrival.strong:
            await self._require_second_factor(player, arrival)
        return await self._open(player, arrival.method, arrival.visit)

    async def admit_proved(self, challenge: Challenge, visit: Visit) -> SignedIn:
        """The second factor of this challenge, which is spent, was right. Raises NotAllowed."""
        assert challenge.player_id is not None
        method = SignInMethod(challenge.facts["method"])
        arrival = Arrival(challenge.player_id, method, visit, strong=True)
        await self._require_open_gate(arrival)
        player = (await self.players.get((arrival.player_id,)))[arrival.player_id]
        await self._require_location(player, arrival)
        return await self._open(player, method, visit)

    def rules_of(self, player: Player) -> JurisdictionProfile:
        return self.profiles.of(player.jurisdiction, player.profile_version)

    async def _require_open_gate(self, arrival: Arrival) -> None:
        blocks = (await self.gates.blocks((arrival.player_id,))).get(arrival.player_id, ())
        now = self.clock.now()
        if reasons := closed_because("login", blocks, now):
            await self.journal.note(AccessEvent.SIGN_IN_CLOSED, arrival.visit, arrival.player_id)
            await self.commit()
            raise NotAllowed(reasons, closed_until("login", blocks, now))

    async def _require_location(self, player: Player, arrival: Arrival) -> None:
        if why := self.locations.refused(self.rules_of(player), arrival.visit.ip):
            await self.journal.note(AccessEvent.LOCATION_REFUSED, arrival.visit, player.id, detail=why)
            await self.commit()
            raise NotAllowed((LOCATION_BLOCKED,))

    async def _require_terms(self, player: Player, arrival: Arrival) -> Player:
        """GLI-19 A.3.3: whoever has not agreed to the present terms agrees now, or stays outside."""
        rules = self.profiles.present[player.jurisdiction]  # no version keeps terms that are no longer in force
        terms, privacy = rules.terms_version, rules.privacy_version
        if (player.terms_version, player.privacy_version) == (terms, privacy):
            return player
        if arrival.accepted_terms != terms:
            await self.commit()
            raise TermsChanged(terms, privacy)
        agreed = replace(player, terms_version=terms, privacy_version=privacy, terms_accepted_at=self.clock.now())
        await self.players.save(agreed)
        await self.gates.unblock(player.id, TERMS_BLOCKS)
        await self.journal.note(AccessEvent.TERMS_ACCEPTED, arrival.visit, player.id)
        return agreed

    async def _require_second_factor(self, player: Player, arrival: Arrival) -> None:
        enrolled = await self.factors.totp_of(player.id) is not None
        known = await self.places.knows_network(player.id, arrival.visit.ip)
        if not enrolled and (arrival.reached or (known and player.locked_at is None)):
            return
        if enrolled:
            methods: tuple[ProofMethod, ...] = (ProofMethod.TOTP, ProofMethod.RECOVERY_CODE)
        elif player.phone is None:
            methods = (ProofMethod.EMAIL_CODE,)
        else:
            methods = (ProofMethod.EMAIL_CODE, ProofMethod.SMS_CODE)
        facts = {"method": arrival.method.value, "methods": " ".join(method.value for method in methods)}
        challenge = await self.codes.begin(ChallengeKind.SECOND_FACTOR, player.id, facts)
        if not enrolled:
            recipient = Recipient(Channel.EMAIL, player.email.shown, player.language)
            with suppress(
                TooManyAttempts
            ):  # codes sent before still stand in earlier challenges; the client may ask again
                await self.codes.pay_for_a_code(recipient, arrival.visit, known=True)
                await self.codes.send(challenge, recipient, Template.CONFIRMATION_CODE)
        await self.journal.note(AccessEvent.SECOND_FACTOR_ASKED, arrival.visit, player.id)
        await self.commit()
        kind = SecondFactorRequired if player.locked_at is None else AccountLocked
        raise kind(challenge.id, methods, challenge.expires_at)

    async def _open(self, player: Player, method: SignInMethod, visit: Visit) -> SignedIn:
        now = self.clock.now()
        desk = replace(self.desk, rules=self.rules_of(player).session)
        signed_in = desk.open(player.id, SessionKind.PLAYER, visit, now, method)
        await self.sessions.add(signed_in.session)
        if player.locked_at is not None and await self.players.set_locked(player.id, None):
            await self.journal.note(AccessEvent.ACCOUNT_UNLOCKED, visit, player.id)
        await self.attempts.forgive(player.email.normalised)
        token = await self._recognise(player, visit, now)
        await self.exclusions.recognise(player.id)
        await self.journal.note(AccessEvent.SIGNED_IN, visit, player.id, signed_in.session.id)
        await self._flag(player, signed_in.session)
        await self.commit()
        await self.exclusions.ask_register(player.id)  # before anybody holds the tokens
        return replace(signed_in, tokens=replace(signed_in.tokens, device_token=token))

    async def _flag(self, player: Player, session: Session) -> None:
        """What staff should look at, and what is no reason to turn anybody away."""
        visit, rules = session.visit, self.rules_of(player)
        if self.locations.geography.anonymous(visit.ip):
            await self.journal.note(AccessEvent.ANONYMOUS_NETWORK, visit, player.id, session.id)
        before = await self.sessions.previous(session.id, player.id)
        if before is None:
            return
        far = self.locations.impossible(rules, (before.visit.ip, before.last_seen_at), (visit.ip, session.started_at))
        if far is not None:
            await self.journal.note(AccessEvent.IMPOSSIBLE_TRAVEL, visit, player.id, session.id, f"{far} km")

    async def _recognise(self, player: Player, visit: Visit, now: datetime) -> str:
        """The device's token; its player hears of a device that was never seen."""
        if visit.device and await self.places.knows_device(player.id, visit.device):
            await self.places.remember(player.id, visit.device, visit.ip, now)
            return visit.device
        token = visit.device or self.random.token(DEVICE_TOKEN_BYTES).hex()
        await self.places.remember(player.id, token, visit.ip, now)
        facts = {"at": now.isoformat(timespec="seconds"), "ip": visit.ip, "user_agent": visit.user_agent}
        await self.messenger.send(
            Message(Channel.EMAIL, player.email.shown, Template.NEW_SIGN_IN, player.language, facts, player.id)
        )
        return token


TERMS_BLOCKS = ("deposit:TERMS_CHANGED", "bet:TERMS_CHANGED")
"""What stays closed until the present terms are agreed to; what is a player's own can always be withdrawn."""
