"""Which operation's request is being answered: what lets a mistake be made on one operation and on no other."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ANSWERED: ContextVar[str] = ContextVar("answered", default="")
_ALONE: ContextVar[str] = ContextVar("alone", default="")


@contextmanager
def answering(operation_id: str) -> Iterator[None]:
    """While the block runs, a request of this operation is answered."""
    token = _ANSWERED.set(operation_id)
    try:
        yield
    finally:
        _ANSWERED.reset(token)


def answered() -> str:
    """The operation whose request is being answered; "" where none is, as for background work."""
    return _ANSWERED.get()


@contextmanager
def acting_alone_on(operation_id: str) -> Iterator[None]:
    """What is overridden or wrapped in the block is so for this operation alone; "" for all of them."""
    token = _ALONE.set(operation_id)
    try:
        yield
    finally:
        _ALONE.reset(token)


def alone() -> str:
    """The operation to which what is being put in place is bound; "" where it is bound to none."""
    return _ALONE.get()
