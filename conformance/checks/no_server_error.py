"""A client's mistake never gets a 5xx (LG-ENV-005)."""

from collections.abc import Mapping

from conformance.checks import Check, Facts
from conformance.checks._answers import GATEWAY
from conformance.exchange import Exchange
from conformance.expectations import Judgement

_REQUIREMENT = "LG-ENV-005"


def judge(exchange: Exchange, facts: Facts) -> Mapping[str, Judgement]:
    """Judge every status but those of a gateway, which say nothing about the service."""
    if exchange.status in GATEWAY or facts.answers.operation(exchange) is None:
        return {}
    return {_REQUIREMENT: Judgement(exchange.status < 500, "a status below 500", f"status {exchange.status}")}


CHECK = Check((_REQUIREMENT,), judge)
