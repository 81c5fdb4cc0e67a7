"""What identity tells whoever keeps excluded people out."""

from typing import Protocol

from domain.shared import PlayerId


class ExclusionWatch(Protocol):
    async def recognise(self, player_id: PlayerId) -> None:
        """Something new is known of this player: the account itself, a name, a phone number, a way in, a device.

        Whoever is excluded under another account is excluded here as well, with the transaction that told it.
        """
        ...

    async def ask_register(self, player_id: PlayerId) -> None:
        """Ask the national register, where the player's jurisdiction has one, and commit what follows.

        Called with no transaction open. Never fails: while the register is away the gates it decides about are closed.
        """
        ...
