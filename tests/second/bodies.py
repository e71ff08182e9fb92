"""What a request's body holds, and that it holds what it may."""

import json
import math
import re
from collections.abc import Iterable
from typing import Any, TypeVar

from tests.second.refusals import Refusal, missing, wrong_kind, wrong_value
from tests.second.tables import Row

MOST_ROWS = 500
_JSON = re.compile(r"\s*application/(\S+\+)?json\s*(;|$)", re.IGNORECASE)
_Typed = TypeVar("_Typed", bool, int, list[Any], dict[str, Any])


def parsed(raw: bytes, content_type: str | None) -> Row:
    """The JSON object of a body.

    Raises:
        Refusal: It is none, is said to be something else, or holds text that is no Unicode.
    """
    if not raw:
        raise Refusal(400, "invalid_format", "A body is wanted.")
    if content_type and not _JSON.match(content_type):
        raise Refusal(415, "unsupported_media_type", "Only JSON is read here.")
    try:
        body = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refusal(400, "invalid_format", "That is no JSON.") from None
    if not isinstance(body, dict):
        raise Refusal(400, "invalid_format", "The body has to be an object.")
    if not storable(body):
        raise wrong_value("body")
    return body


def storable(value: Any) -> bool:
    """Whether all text in a value is Unicode and all its numbers are finite."""
    if isinstance(value, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, list):
        return all(storable(each) for each in value)
    if isinstance(value, dict):
        return all(storable(name) and storable(each) for name, each in value.items())
    return not isinstance(value, float) or math.isfinite(value)


def text(body: Row, name: str) -> str | None:
    """A text field, None where it is not sent or null."""
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise wrong_kind(name)
    return value


def texts(body: Row, names: Iterable[str]) -> None:
    """See that all these fields are text where they are sent."""
    for name in names:
        text(body, name)


def needed(body: Row, name: str) -> str:
    """A text field that has to be there and to say something."""
    value = text(body, name)
    if not value:
        raise missing(name)
    if not value.strip():
        raise wrong_value(name)
    return value


def typed(body: Row, name: str, kind: type[_Typed]) -> _Typed | None:
    """A field of another JSON type, None where it is not sent or null; true is no number."""
    value = body.get(name)
    if value is None:
        return None
    if not isinstance(value, kind) or isinstance(value, bool) is not (kind is bool):
        raise wrong_kind(name)
    return value


def many(body: Row, name: str, *, too_many: int = 400) -> list[Any]:
    """The rows of a batch: 1 to 500.

    Args:
        body: The request's body.
        name: The field that holds the rows.
        too_many: The status that says that there are more.
    """
    rows = body.get(name)
    if not isinstance(rows, list):
        raise wrong_kind(name)
    if len(rows) > MOST_ROWS and too_many == 413:
        raise Refusal(413, "payload_too_large", f"{MOST_ROWS} at most.")
    if not 1 <= len(rows) <= MOST_ROWS:
        raise wrong_value(name)
    return rows


def strings(values: list[Any], name: str) -> list[str]:
    """A list that may hold strings alone."""
    if not all(isinstance(each, str) for each in values):
        raise wrong_kind(name)
    return values
