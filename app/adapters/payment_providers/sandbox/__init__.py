"""The sandbox payment provider, as we speak to it."""

from app.adapters.payment_providers.sandbox.callbacks import SandboxCallback
from app.adapters.payment_providers.sandbox.client import SandboxPaymentProvider
from app.adapters.payment_providers.sandbox.methods import PROVIDER, SANDBOX_METHODS

__all__ = ["PROVIDER", "SANDBOX_METHODS", "SandboxCallback", "SandboxPaymentProvider"]
