"""Outside production, where no real register is set up: the sandbox register."""

from starlette.routing import BaseRoute

from app.platform import Platform
from app.sandbox.register.routes import SandboxRegister
from app.wiring.responsible_gaming.exclusion_desk import SANDBOX_PATH, sandbox_register_key


def sandbox_register_routes(platform: Platform) -> list[BaseRoute]:
    if platform.settings.production or platform.settings.gamstop_url:
        return []
    return SandboxRegister(SANDBOX_PATH, sandbox_register_key(platform)).routes()
