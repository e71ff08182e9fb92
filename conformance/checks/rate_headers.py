"""Authenticated answers carry the rate headers (LG-RATE-014)."""

import re
from collections.abc import Mapping

from conformance.checks import Check, Facts
from conformance.checks._answers import is_outside_the_envelope
from conformance.credentials import SCHEMES
from conformance.exchange import Exchange
from conformance.expectations import Judgement, shown

_REQUIREMENT = "LG-RATE-014"
_KEYS_ARE_INFERRED = "LG-AUTH-014"
_NAMES = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
_BEFORE_CREDENTIALS = (400, 413, 415)
"""Statuses that a service may answer before it looks at who asks (reference: Errors)."""

_WHOLE = re.compile(r"[0-9]{1,20}")
_EXPECTED = f"{', '.join(_NAMES[:2])} and {_NAMES[2]} as whole numbers"


def judge(exchange: Exchange, facts: Facts) -> Mapping[str, Judgement]:
    """Judge answers of the service, other than 401, to a valid credential of a kind that the operation takes.

    A refusal of the body without any of the headers may have come before anybody looked at the credentials. A key that
    is refused where only inference opens an operation to keys (LG-AUTH-014) has not authenticated.
    """
    operation = facts.answers.operation(exchange)
    if operation is None or operation.is_open or is_outside_the_envelope(exchange) or exchange.status == 401:
        return {}
    if not 200 <= exchange.status < 300 and not 400 <= exchange.status < 500:
        return {}
    taken = {scheme for combination in operation.security for scheme in combination}
    kinds = {each.kind for each in facts.known.carried(exchange.request) if SCHEMES[each.kind] in taken}
    if not kinds or (exchange.status == 403 and kinds == {"key"} and _KEYS_ARE_INFERRED in operation.requirements):
        return {}
    values = {name: exchange.response.header(name) for name in _NAMES}
    if exchange.status in _BEFORE_CREDENTIALS and set(values.values()) == {None}:
        return {}
    wrong = [name for name, value in values.items() if value is None or not _WHOLE.fullmatch(value.strip())]
    actual = "; ".join(f"{name}: {shown(values[name])}" for name in wrong or _NAMES)
    return {_REQUIREMENT: Judgement(not wrong, _EXPECTED, actual)}


CHECK = Check((_REQUIREMENT,), judge)
