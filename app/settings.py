"""Settings, from the environment alone (``CROUPIER_*``); the README lists them."""

import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _listed(value: object) -> object:
    """``10.0.0.0/8, 127.0.0.1/32``; a JSON list is read as well."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        return json.loads(value)  # its error is a ValueError, which is told with the setting's name
    return tuple(entry for entry in value.replace(",", " ").split() if entry)


Listed = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
Numbers = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_listed)]
Chains = Annotated[tuple[Literal["ETHEREUM", "TON"], ...], NoDecode, BeforeValidator(_listed)]


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="CROUPIER_", frozen=True)

    env: Literal["development", "test", "production"] = "development"
    data_dir: Path = Path("var")
    database_url: str | None = None
    """Unset: embedded PostgreSQL in the data folder. ``postgresql://…`` otherwise."""
    redis_url: str | None = None
    """Unset: memory, one process only."""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: str | None = None
    """What links and origins are built from; unset: ``http://<host>:<port>``."""
    allowed_origins: Listed = ()
    """Origins besides the public URL's own, exact (``https://casino.example``)."""
    trusted_proxies: Listed = ()
    """Networks whose X-Forwarded-For is believed (``10.0.0.0/8``)."""
    data_keys: str | None = None
    """Key ring for personal data, newest first: ``id:base64,…`` of 32 bytes each."""
    token_keys: str | None = None
    """Key ring for access tokens, newest first: ``id:base64,…`` of Ed25519 seeds of 32 bytes each."""
    geoip_database: Path | None = None
    """A table of countries in MaxMind's format (mmdb). Unset: no address's country is known."""
    anonymous_ip_database: Path | None = None
    """A table of VPNs, proxies and hosting networks (MaxMind's Anonymous IP). Unset: no address counts as such."""
    jurisdictions: str = Field(default="GLI,GB,MT,CW", pattern="^(GLI|GB|MT|CW)(,(GLI|GB|MT|CW))*$")
    """The profiles whose residents may register here."""
    sandbox_pace: float = Field(default=1.0, gt=0)
    """How long the sandbox payment provider takes for everything, relative to what a person would expect of it."""
    hub88_base_url: str | None = None
    """Where Hub88's operator API is. Unset: the sandbox provider of this platform; in production, no Hub88 at all."""
    hub88_operator_id: int = 1
    hub88_sub_partner: str | None = None
    """The ``sub_partner_id`` that Hub88 knows us by, if any."""
    hub88_private_key: Path | None = None
    """PEM file: the RSA key that signs our requests. Outside production made on first start."""
    hub88_public_key: Path | None = None
    """PEM file: Hub88's RSA key, which verifies its requests. Outside production the sandbox's, made on first start."""

    documents_s3_endpoint: str | None = Field(default=None, pattern="^https?://[^/?#]+$")
    """Where documents of players lie: a bucket that speaks S3. Unset: in the data folder, one machine only."""
    documents_s3_region: str = "us-east-1"
    documents_s3_bucket: str | None = None
    documents_s3_prefix: str = ""
    """Before the name of every object: ``kyc/``."""
    documents_s3_access_key: str | None = Field(default=None, repr=False)
    documents_s3_secret_key: str | None = Field(default=None, repr=False)

    brand: str = Field(default="Croupier", min_length=1, max_length=40)
    """The name that messages to people are signed with."""
    gamstop_url: str | None = None
    """Great Britain's register of excluded people; unset outside production: the sandbox register."""
    gamstop_api_key: str | None = Field(default=None, repr=False)
    smtp_url: str | None = Field(default=None, repr=False)
    """``smtps://user:password@host:465`` (TLS at once), ``smtp://…:587`` (STARTTLS or nothing), ``smtp+plain://…``
    (never in production). Unset outside production: the local mailbox, as for every other channel."""
    mail_from: str | None = None
    """The sender of e-mail: ``casino@example.com``."""
    twilio_account_sid: str | None = None
    """SMS by Twilio: the account, its token, and the number or the messaging service (``MG…``) that sends."""
    twilio_auth_token: str | None = Field(default=None, repr=False)
    twilio_from: str | None = None
    twilio_base_url: str = "https://api.twilio.com"
    telegram_bot_token: str | None = Field(default=None, pattern="^[1-9][0-9]{0,18}:.", repr=False)
    """Messages by a Telegram bot, and signing in by Telegram. Unset outside production: signing in by a sandbox bot."""
    telegram_bot_id: int | None = Field(default=None, gt=0)
    """Without a token: signing in by this bot's Mini Apps alone, which Telegram's own signature vouches for."""
    telegram_test_environment: bool = False
    """The bot lives in Telegram's test environment, whose key is another one."""
    telegram_base_url: str = "https://api.telegram.org"

    wallet_chains: Chains = (
        "ETHEREUM",
        "TON",
    )
    """Whose wallets may sign in here."""
    wallet_domains: Listed = ()
    """The domains that a wallet may sign in for (``casino.example``, a port included). Unset: the public URL's."""
    ethereum_chain_ids: Numbers = Field(default=(1,), min_length=1)
    """The chains that an Ethereum wallet's message may name (EIP-155), ours first."""
    ton_network: Literal["mainnet", "testnet"] = "mainnet"

    bot_check: Literal["proof_of_work", "turnstile", "hcaptcha", "none"] = "proof_of_work"
    """What a registration shows before it costs us anything; ``none`` never in production."""
    bot_check_site_key: str | None = None
    """Of Turnstile or hCaptcha: the public key, and the secret one below."""
    bot_check_secret: str | None = Field(default=None, repr=False)
    bot_check_base_url: str | None = None
    """Where ``/siteverify`` is. Unset: at the company's."""
    breached_passwords_base_url: str | None = None
    """A range API that knows passwords from breaches: ``https://api.pwnedpasswords.com``. Unset: our own list alone."""

    openid_providers: str = Field(default="", repr=False)
    """OpenID Connect providers: ``name=issuer,client_id[,client_secret]``, several separated by spaces."""

    kyc_vendor: Literal["sandbox", "sumsub", "veriff", "none"] | None = None
    """Who checks people. Unset: the sandbox company; in production ``none``, and our staff look at documents."""
    screening_list: Path | None = None
    """A list of sanctions and politically exposed persons (JSON or CSV). Unset: nobody is screened here."""
    sumsub_app_token: str | None = Field(default=None, repr=False)
    """Sumsub's app token with its secret key, and the secret of its webhooks."""
    sumsub_secret_key: str | None = Field(default=None, repr=False)
    sumsub_webhook_secret: str | None = Field(default=None, repr=False)
    sumsub_levels: str = "IDENTITY=basic-kyc-level DOCUMENT=id-and-liveness"
    """Sumsub's level for each of ours that it checks."""
    sumsub_base_url: str = "https://api.sumsub.com"
    veriff_api_key: str | None = Field(default=None, repr=False)
    """A Veriff integration's API key and shared secret."""
    veriff_secret: str | None = Field(default=None, repr=False)
    veriff_levels: str = "IDENTITY DOCUMENT"
    """Our levels that the integration's sessions prove."""
    veriff_base_url: str = "https://stationapi.veriff.com"

    password_memory_kib: int = Field(default=19_456, ge=8)
    """argon2id; the defaults are the least that OWASP recommends. Hashes of other settings are renewed at sign-in."""
    password_iterations: int = Field(default=2, ge=1)
    password_lanes: int = Field(default=1, ge=1)
    password_threads: int | None = Field(default=None, ge=1)
    """Hashes worked out at once in a process; unset: half of its processors."""
    password_queue: int = Field(default=256, ge=1)
    """Hashes under way or waiting; more callers are asked to come again."""

    @property
    def production(self) -> bool:
        return self.env == "production"

    @property
    def sends_sms(self) -> bool:
        """Into the local mailbox, outside production."""
        return not self.production or all((self.twilio_account_sid, self.twilio_auth_token, self.twilio_from))

    @property
    def base_url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (self.public_url or f"http://{host}:{self.port}").rstrip("/")
