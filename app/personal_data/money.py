"""What the wallet, payments and games know of a player."""

from app.personal_data.section import Section
from domain.games import RoundState
from domain.payments import DepositState, WithdrawalState
from domain.wallet import TransactionKind

WALLET_SECTIONS = (
    Section(
        "wallets",
        ("wallets",),
        """
        select currency, cash, in_play, withdrawal_hold, vault, sequence, staked, won, last_bet_at
        from wallets where player_id = $1 order by currency
        """,
        money=("cash", "in_play", "withdrawal_hold", "vault", "staked", "won"),
    ),
    Section(
        "transactions",
        ("ledger_transactions", "wallets"),
        """
        select w.currency, t.sequence, t.kind, t.amount, t.cash_after, t.in_play_after, t.withdrawal_hold_after,
            t.vault_after, t.occurred_at, t.round_id, t.payment_id, t.reason
        from wallets w join ledger_transactions t on t.wallet_id = w.id
        where w.player_id = $1 order by w.id, t.sequence
        """,
        money=("amount", "cash_after", "in_play_after", "withdrawal_hold_after", "vault_after"),
        coded={"kind": TransactionKind},
    ),
)
PAYMENT_SECTIONS = (
    Section(
        "deposits",
        ("deposits",),
        """
        select id, method, provider, amount, currency, state, reason, payment_reference, started_at, ended_at
        from deposits where player_id = $1 order by id
        """,
        money=("amount",),
        coded={"state": DepositState},
    ),
    Section(
        "withdrawals",
        ("withdrawals",),
        """
        select id, method, provider, amount, currency, state, reason, payout_reference, requested_at, ended_at
        from withdrawals where player_id = $1 order by id
        """,
        money=("amount",),
        coded={"state": WithdrawalState},
    ),
)
GAME_SECTIONS = (
    Section(
        "gameSessions",
        ("game_sessions",),
        """
        select id, provider, game_code, currency, opened_at, expires_at, ended_at
        from game_sessions where player_id = $1 order by id
        """,
    ),
    Section(
        "rounds",
        ("rounds", "wallets"),
        """
        select r.id, r.provider, r.reference, r.game_code, w.currency, r.state, r.in_play, r.staked, r.won, r.opened_at,
            r.closed_at
        from rounds r join wallets w on w.id = r.wallet_id where r.player_id = $1 order by r.id
        """,
        money=("in_play", "staked", "won"),
        coded={"state": RoundState},
    ),
)

NOT_EXPORTED = {
    "postings": "the book-keeping lines of the transactions, which say the same",
    "settlements": "how repeated calls of providers are recognised; what they did is in the transactions",
    "ledger_chain": "hashes of the transactions",
    "game_launches": "how a repeated launch is recognised; the game sessions are there",
}
