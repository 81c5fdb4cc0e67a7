"""``Wallet``."""

import re

import strawberry

from domain.shared import WalletId, blocks_of
from domain.wallet import WalletView
from graphql_api.core import Context, CurrencyCode, Info, Money, Node, Sequence, global_id, node_loader
from graphql_api.core import query as reading
from graphql_api.identity.loaders import PlayerViews
from graphql_api.wallet.loaders import OwnWallets

_KEY = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


@strawberry.type
class Wallet(Node):
    """A player's money in one currency, as of `sequence`."""

    view: strawberry.Private[WalletView]
    currency: CurrencyCode
    sequence: Sequence = strawberry.field(
        description="Grows by one with every change: what the subscriptions' `after` goes on from."
    )
    cash: Money = strawberry.field(
        description="What the player can play with or withdraw; never below zero, see `deficit`."
    )
    bonus: Money = strawberry.field(description="The bonus money of all grants together.")
    in_play: Money = strawberry.field(description="Stakes of rounds that are still open.")
    withdrawal_hold: Money = strawberry.field(description="Set aside for withdrawals that are under way.")
    vault: Money = strawberry.field(description="Locked away by the player.")
    deficit: Money = strawberry.field(
        description="What a win taken back, or a deposit charged back, left owing; later credits repay it first."
    )
    total: Money = strawberry.field(
        description="Cash, bonus, in play, withdrawal hold and vault, less the deficit; below zero when more is owed."
    )

    @classmethod
    def of(cls, view: WalletView) -> "Wallet":
        def money(amount_minor: int) -> Money:
            return Money.minor(amount_minor, view.currency)

        return cls(
            id=global_id("Wallet", view.id),
            view=view,
            currency=CurrencyCode(view.currency),
            sequence=Sequence(view.sequence),
            cash=money(view.shown_cash_minor),
            bonus=money(0),
            in_play=money(view.in_play_minor),
            withdrawal_hold=money(view.withdrawal_hold_minor),
            vault=money(view.vault_minor),
            deficit=money(view.deficit_minor),
            total=money(view.total_minor),
        )

    @reading()
    async def withdrawable(self, info: Info) -> Money:
        """What a withdrawal asked now could take: nothing while the wallet is locked."""
        locked = await self._locked(info.context)
        return Money.minor(0 if locked else self.view.withdrawable_minor, self.view.currency)

    @reading()
    async def locked_reason(self, info: Info) -> str | None:
        """Why nothing may be withdrawn now, a stable code; null when it may."""
        return await self._locked(info.context)

    async def _locked(self, context: Context) -> str | None:
        found = await context.loader(PlayerViews).load(self.view.player_id)
        return next((block.reason for block in blocks_of("withdraw", found.blocks)), None)


@node_loader("Wallet")
async def load_wallet(context: Context, key: str) -> Wallet | None:
    if context.viewer is None or not _KEY.fullmatch(key):
        return None
    found = await context.loader(OwnWallets).load(WalletId(int(key)))
    return None if found is None else Wallet.of(found)
