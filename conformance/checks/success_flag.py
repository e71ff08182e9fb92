"""`success` agrees with the status (LG-ENV-003)."""

from collections.abc import Mapping

from conformance.checks import Check, Facts
from conformance.checks._answers import readable
from conformance.exchange import Exchange
from conformance.expectations import Judgement, shown

_REQUIREMENT = "LG-ENV-003"


def judge(exchange: Exchange, facts: Facts) -> Mapping[str, Judgement]:
    """Judge every success, and every other answer that says `success` at all."""
    if facts.answers.operation(exchange) is None or not readable(exchange):
        return {}
    body = exchange.json
    said = body.get("success") if isinstance(body, dict) else None
    if exchange.succeeded:
        actual = f"status {exchange.status} with {_described(exchange)}"
        return {_REQUIREMENT: Judgement(said is True, "a JSON object with `success: true`", actual)}
    if isinstance(body, dict) and "success" in body:
        actual = f"status {exchange.status} with `success: {shown(said)}`"
        return {_REQUIREMENT: Judgement(said is not True, "no `success: true` beside a status other than 2xx", actual)}
    return {}


def _described(exchange: Exchange) -> str:
    body = exchange.json
    if not isinstance(body, dict):
        return "a body that is no JSON object" if exchange.response.body else "no body"
    return f"`success: {shown(body['success'])}`" if "success" in body else "no `success`"


CHECK = Check((_REQUIREMENT,), judge)
