"""What an answer holds for a user: its own fields, or the record under a key."""

from typing import Any

from conformance.errors import Incomplete, NotThisApi
from conformance.exchange import ABSENT, Exchange


def fields(answer: Exchange) -> dict[str, Any]:
    """The fields of an answer that is a record itself, without the envelope."""
    return {name: value for name, value in answer.json.items() if name != "success"}


def record(answer: Exchange, key: str) -> dict[str, Any]:
    """The record under a key; NotThisApi where there is none."""
    found = answer.record(key)
    if found is None:
        raise _without(answer, key)
    return found


def rows(answer: Exchange, key: str) -> list[dict[str, Any]]:
    """The rows under a key; NotThisApi where there is no list, or one of its rows is no object."""
    found = answer.at(key)
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise _without(answer, key)
    return found


def require_whole(answer: Exchange) -> None:
    """Incomplete where the answer was cut off for its size."""
    if answer.response.truncated:
        what = answer.operation or answer.request.method
        raise Incomplete(f"the answer of {what} is larger than is taken", "Ask for fewer rows at once")


def text(answer: Exchange, key: str) -> str:
    """The text under a key; NotThisApi where there is none."""
    found = answer.at(key)
    if found is ABSENT or not isinstance(found, str) or not found:
        raise _without(answer, key)
    return found


def _without(answer: Exchange, key: str) -> NotThisApi:
    path = answer.request.url.split("?", 1)[0]
    return NotThisApi(
        f"{answer.request.method} {path} succeeded, and its answer has no {key}",
        "See with --base-url that it is the LeadGenius API",
    )
