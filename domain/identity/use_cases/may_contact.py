"""May we contact: what whoever sends marketing asks before every single message."""

from dataclasses import dataclass

from domain.identity.consent import Consents, ContactChannel, MarketedProduct
from domain.identity.exclusion_watch import ExclusionWatch
from domain.identity.player import PlayerStatus
from domain.identity.ports import PlayerGates, Players
from domain.shared import Clock, Message, PlayerId, closed_because


@dataclass(frozen=True, slots=True)
class MayContact(Message[bool]):
    """Whether this player may be sent marketing about ``product`` by ``channel`` now.

    A block ``marketing:<REASON>`` in the player's gates (an exclusion, a closure) says no from the transaction on that
    writes it: GLI-19 A.3.8(b) leaves no time between.
    """

    player_id: PlayerId
    channel: ContactChannel
    product: MarketedProduct


@dataclass(frozen=True, slots=True)
class MayContactHandler:
    players: Players
    gates: PlayerGates
    consents: Consents
    exclusions: ExclusionWatch
    clock: Clock

    async def __call__(self, message: MayContact) -> bool:
        player_id = message.player_id
        player = (await self.players.get((player_id,))).get(player_id)
        if player is None or player.status is not PlayerStatus.ACTIVE:
            return False
        consent = (await self.consents.of(player_id)).get((message.channel, message.product))
        if consent is None or not consent.granted:
            return False
        await self.exclusions.ask_register(player_id)
        blocks = (await self.gates.blocks((player_id,))).get(player_id, ())
        return not closed_because("marketing", blocks, self.clock.now())
