"""Every error says details and a recommendation (LG-ENV-002)."""

from collections.abc import Mapping

from conformance.checks import Check, Facts
from conformance.checks._answers import is_outside_the_envelope
from conformance.exchange import Exchange
from conformance.expectations import Judgement

_REQUIREMENT = "LG-ENV-002"
_EXPECTED = "`details` (a string, array or object) and a `recommendation` (a non-empty string)"


def judge(exchange: Exchange, facts: Facts) -> Mapping[str, Judgement]:
    """Judge errors that are JSON objects: what is none has nowhere to say anything, and breaks LG-ENV-001."""
    body = exchange.json
    if exchange.status < 400 or is_outside_the_envelope(exchange) or not isinstance(body, dict):
        return {}
    if facts.answers.operation(exchange) is None:
        return {}
    recommendation = body.get("recommendation")
    lacking = [] if isinstance(body.get("details"), str | list | dict) else ["`details`"]
    if not isinstance(recommendation, str) or not recommendation.strip():
        lacking.append("`recommendation`")
    actual = f"status {exchange.status} without {' and '.join(lacking)}" if lacking else "both"
    return {_REQUIREMENT: Judgement(not lacking, _EXPECTED, actual)}


CHECK = Check((_REQUIREMENT,), judge)
