"""The composition root: every adapter meets its port here, and nowhere else."""

from app.dispatch import Wiring
from app.platform import Platform


def wire(platform: Platform) -> Wiring:
    """Every message and who handles it."""
    del platform
    return {}
