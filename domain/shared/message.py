"""One message, one handler, one transaction."""

from typing import Generic, Protocol, TypeVar

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
M_contra = TypeVar("M_contra", contravariant=True)


class Message(Generic[R]):
    """A command or a query that is answered with an ``R`` or refused with a Refusal."""

    __slots__ = ()


class Handler(Protocol[M_contra, R_co]):
    async def __call__(self, message: M_contra, /) -> R_co: ...


class Dispatch(Protocol):
    """Runs one message in one scope with one session."""

    async def __call__(self, message: Message[R], /) -> R: ...
