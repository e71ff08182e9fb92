"""Only documented statuses are answered (LG-ENV-008)."""

from collections.abc import Mapping

from conformance.checks import Check, Facts
from conformance.checks._answers import GATEWAY
from conformance.exchange import Exchange
from conformance.expectations import Judgement

_REQUIREMENT = "LG-ENV-008"


def judge(exchange: Exchange, facts: Facts) -> Mapping[str, Judgement]:
    """Judge every status but those of a gateway, and 5xx, which break LG-ENV-005.

    What the contract tolerates beside the usual status is documented too, so openapi.json alone decides.
    """
    operation = facts.answers.operation(exchange)
    if operation is None or exchange.status in GATEWAY or exchange.status >= 500:
        return {}
    documented = sorted(operation.definition["responses"])
    holds = str(exchange.status) in documented
    return {_REQUIREMENT: Judgement(holds, f"one of {', '.join(documented)}", f"status {exchange.status}")}


CHECK = Check((_REQUIREMENT,), judge)
