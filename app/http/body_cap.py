"""No route reads more of a request than this, whatever it asks for."""

from starlette.types import Message, Receive

MAX_BODY_BYTES = 1024 * 1024


class BodyTooLarge(Exception):
    """The request's body is over the cap."""


def capped(receive: Receive, limit: int = MAX_BODY_BYTES) -> Receive:
    """``receive``, raising BodyTooLarge where more than ``limit`` bytes arrive."""
    size = 0

    async def receive_up_to_limit() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise BodyTooLarge
        return message

    return receive_up_to_limit
