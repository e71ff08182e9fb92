"""A known errorType stands under its status (LG-ENV-004)."""

from collections.abc import Mapping

from conformance.checks import Check, Facts
from conformance.checks._answers import GATEWAY
from conformance.exchange import Exchange
from conformance.expectations import Judgement

_REQUIREMENT = "LG-ENV-004"

_OF_NO_OPERATION: Mapping[str, frozenset[int]] = {
    "method_not_allowed": frozenset({405}),
    "internal_error": frozenset({500}),
}
"""Known types (reference: Errors) whose statuses no operation documents."""


def judge(exchange: Exchange, facts: Facts) -> Mapping[str, Judgement]:
    """Judge errors whose type is known; the list is open, so any other type says nothing."""
    body = exchange.json
    kind = body.get("errorType") if isinstance(body, dict) else None
    if exchange.status < 400 or exchange.status in GATEWAY or not isinstance(kind, str):
        return {}
    statuses = facts.answers.statuses_of_error_types.get(kind) or _OF_NO_OPERATION.get(kind)
    if statuses is None or facts.answers.operation(exchange) is None:
        return {}
    words = " or ".join(str(status) for status in sorted(statuses))
    actual = f"`{kind}` under status {exchange.status}"
    return {_REQUIREMENT: Judgement(exchange.status in statuses, f"`{kind}` under status {words}", actual)}


CHECK = Check((_REQUIREMENT,), judge)
