"""Every error of a documented operation stands in the envelope (LG-ENV-001)."""

from collections.abc import Mapping

from conformance.checks import Check, Facts
from conformance.checks._answers import is_outside_the_envelope, readable
from conformance.exchange import Exchange
from conformance.expectations import Judgement, shown

_REQUIREMENT = "LG-ENV-001"
_EXPECTED = "a JSON object with `success: false` and non-empty strings `error` and `errorType`"


def judge(exchange: Exchange, facts: Facts) -> Mapping[str, Judgement]:
    """Judge every status from 400 on, but those of a gateway and 405."""
    if exchange.status < 400 or is_outside_the_envelope(exchange):
        return {}
    if facts.answers.operation(exchange) is None or not readable(exchange):
        return {}
    missing = _wrong(exchange)
    actual = f"status {exchange.status} with {missing}" if missing else f"status {exchange.status} in the envelope"
    return {_REQUIREMENT: Judgement(not missing, _EXPECTED, actual)}


def _wrong(exchange: Exchange) -> str:
    body = exchange.json
    if not isinstance(body, dict):
        return "no body" if not exchange.response.body else "a body that is no JSON object"
    if body.get("success") is not False:
        return f"`success: {shown(body['success'])}`" if "success" in body else "no `success`"
    for name in ("error", "errorType"):
        value = body.get(name)
        if not isinstance(value, str) or not value.strip():
            return f"`{name}: {shown(value)}`" if name in body else f"no `{name}`"
    return ""


CHECK = Check((_REQUIREMENT,), judge)
