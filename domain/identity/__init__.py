"""Who players are, how they sign in, and what a session is."""

from domain.identity.viewer import Viewer

__all__ = ["Viewer"]
