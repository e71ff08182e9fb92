"""Bodies are JSON and say so (LG-ENV-009)."""

from collections.abc import Mapping

from conformance.checks import Check, Facts
from conformance.checks._answers import is_outside_the_envelope, readable
from conformance.exchange import ABSENT, Exchange
from conformance.expectations import Judgement, shown

_REQUIREMENT = "LG-ENV-009"


def judge(exchange: Exchange, facts: Facts) -> Mapping[str, Judgement]:
    """Judge answers with a body, but redirects, those of a gateway and 405."""
    if not exchange.response.body or is_outside_the_envelope(exchange) or 300 <= exchange.status < 400:
        return {}
    if facts.answers.operation(exchange) is None or not readable(exchange):
        return {}
    named = exchange.response.header("content-type")
    is_json = exchange.json is not ABSENT
    holds = is_json and named is not None and _media_type(named) == "application/json"
    actual = f"{'JSON' if is_json else 'a body that is no JSON'} with content type {shown(named)}"
    return {_REQUIREMENT: Judgement(holds, "JSON with the content type `application/json`", actual)}


def _media_type(header: str) -> str:
    return header.partition(";")[0].strip().lower()


CHECK = Check((_REQUIREMENT,), judge)
