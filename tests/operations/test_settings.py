"""Settings as an operator writes them."""

import pytest

from app.settings import Settings


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10.0.0.0/8, 127.0.0.1/32", ("10.0.0.0/8", "127.0.0.1/32")),
        ("10.0.0.0/8", ("10.0.0.0/8",)),
        ('["10.0.0.0/8", "127.0.0.1/32"]', ("10.0.0.0/8", "127.0.0.1/32")),
        ("", ()),
    ],
)
def test_a_list_is_separated_by_commas(monkeypatch: pytest.MonkeyPatch, written: str, read: tuple[str, ...]) -> None:
    monkeypatch.setenv("CROUPIER_TRUSTED_PROXIES", written)
    assert Settings().trusted_proxies == read


def test_numbers_and_names_in_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CROUPIER_ETHEREUM_CHAIN_IDS", "1, 8453")
    monkeypatch.setenv("CROUPIER_WALLET_CHAINS", "TON")
    settings = Settings()
    assert (settings.ethereum_chain_ids, settings.wallet_chains) == ((1, 8453), ("TON",))
