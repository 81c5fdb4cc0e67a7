"""A player's limits, the session in play, and what the player is to be asked."""

from dataclasses import dataclass

from domain.identity import Players
from domain.jurisdiction import JurisdictionProfile, Profiles
from domain.responsible_gaming.limit_prompts import LimitAnswers, LimitPrompt, prompts
from domain.responsible_gaming.limit_setting import LimitSettings
from domain.responsible_gaming.limit_view import LimitView, views
from domain.responsible_gaming.play_view import PlayView, play_view
from domain.responsible_gaming.ports import PlayStates
from domain.responsible_gaming.reference_rates import ReferenceRates
from domain.shared import Clock, Message, PlayerId, SessionId


@dataclass(frozen=True, slots=True)
class Protection:
    """All of one instant."""

    profile: JurisdictionProfile
    limits: tuple[LimitView, ...]
    play: PlayView
    prompts: tuple[LimitPrompt, ...]


@dataclass(frozen=True, slots=True)
class FindLimits(Message[Protection]):
    """``session_id``: who asks; None: staff."""

    player_id: PlayerId
    session_id: SessionId | None = None


@dataclass(frozen=True, slots=True)
class FindLimitsHandler:
    players: Players
    states: PlayStates
    settings: LimitSettings
    answers: LimitAnswers
    profiles: Profiles
    rates: ReferenceRates
    clock: Clock

    async def __call__(self, message: FindLimits) -> Protection:
        player_id = message.player_id
        player = (await self.players.get((player_id,)))[player_id]
        profile = self.profiles.of(player.jurisdiction, player.profile_version)
        settings, state = await self.settings.of(player_id), await self.states.read(player_id)
        answers, now = await self.answers.latest(player_id), self.clock.now()
        played = await self.states.played(player_id)
        play = play_view(state, played, profile, self.rates, message.session_id, now)
        return Protection(
            profile=profile,
            limits=views(settings, state, played, profile, self.rates, play, now),
            play=play,
            prompts=prompts(profile.limits, player.created_at, settings, answers, now),
        )
