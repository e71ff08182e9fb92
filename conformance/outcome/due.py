"""What of the contract a run can be asked to exercise: no more than a client can cause."""

from collections.abc import Container, Sequence
from typing import Any, Literal

Where = Literal["query", "path", "body"]

ASSERTED_FORMATS = frozenset(
    {"date", "date-time", "time", "duration", "email", "hostname", "ipv4", "ipv6", "uri", "uri-reference", "uuid"}
)
"""The formats that a text can miss; others, such as `password`, say something to people alone."""

_ALL_TYPES = frozenset({"string", "number", "boolean", "null", "array", "object"})
_ANY_TEXT = frozenset({"string", "array"})
"""Types as which every text of a query or a path can be read."""
_LIMITED = 429
_LEAST = ("minLength", "minItems", "minProperties")


def statuses_due(documented: Sequence[int], tolerated: Container[int], seen: Container[int]) -> tuple[str, ...]:
    """The documented statuses that a client can cause, from what is documented and what answers had.

    The successes are one (`200 or 201`): which of them comes is the server's choice. What the server alone can cause
    (5xx) is not due. What a server need not answer (`tolerated`) is due only where it was seen, and so is 429: a run
    keeps the target's limit, save in the tests of limits.
    """
    successes = " or ".join(str(each) for each in documented if 200 <= each < 300)
    refusals = (each for each in documented if 300 <= each < 500)
    others = (each for each in refusals if each in seen or not (each == _LIMITED or each in tolerated))
    return (*((successes,) if successes else ()), *map(str, others))


def can_break(keyword: str, rule: Any, where: Where) -> bool:
    """Whether some request breaks a keyword in its place and still calls the operation.

    Text in a query or a path is always a string; a path has no empty value, and no value missing.
    """
    if keyword == "type":
        types = {rule} if isinstance(rule, str) else set(rule)
        return not types >= _ALL_TYPES if where == "body" else not types & _ANY_TEXT
    if keyword in _LEAST:
        return bool(rule > (1 if where == "path" else 0))
    if keyword == "required":
        return where != "path"
    if keyword == "format":
        return rule in ASSERTED_FORMATS
    if keyword == "uniqueItems":
        return bool(rule)
    return True
