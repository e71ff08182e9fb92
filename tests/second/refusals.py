"""Why a request is refused: the status, the errorType, and a sentence."""

from typing import Any


class Refusal(Exception):
    """A refusal on its way to the caller.

    Args:
        status: The HTTP status.
        kind: The `errorType`.
        message: The `error`, for people.
        details: The `details`; the message where there are none.
    """

    def __init__(self, status: int, kind: str, message: str, details: Any = None) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message
        self.details = details


def missing(name: str) -> Refusal:
    """A field or parameter that has to be there is not."""
    return Refusal(400, "missing_required_field", f"The field {name} has to be there.", [name])


def wrong_kind(name: str) -> Refusal:
    """A field holds another JSON type than it takes."""
    return Refusal(400, "invalid_format", f"{name}: wrong kind of value.", [name])


def wrong_value(name: str) -> Refusal:
    """A field or parameter is of the right type, and still not to be taken."""
    return Refusal(400, "invalid_value", f"{name}: not a value that can be taken.", [name])


def forbidden(message: str) -> Refusal:
    """The caller is known, and may not do this."""
    return Refusal(403, "insufficient_permissions", message)


def not_found(what: str) -> Refusal:
    """There is no such thing for anybody to see."""
    return Refusal(404, "not_found", f"There is no such {what}.", {"kind": what})


def twin() -> Refusal:
    """The client has a lead of this e-mail already."""
    return Refusal(409, "already_exists", "This client has a lead of that e-mail.")
