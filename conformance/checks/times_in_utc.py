"""Times are ISO 8601 in UTC (LG-ENV-011)."""

import re
from collections.abc import Mapping
from datetime import datetime

from conformance.checks import Check, Facts
from conformance.checks._answers import values_at
from conformance.exchange import Exchange, Json
from conformance.expectations import Judgement, shown

_REQUIREMENT = "LG-ENV-011"
_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:[0-5]\d([.,]\d{1,12})?|:60)?Z", re.ASCII)


def judge(exchange: Exchange, facts: Facts) -> Mapping[str, Judgement]:
    """Judge the times that stand where the operation documents one; `null` and `""` are no time."""
    operation = facts.answers.operation(exchange)
    if operation is None or not exchange.succeeded:
        return {}
    times = [
        (where, value)
        for place in facts.answers.places(operation, exchange.status)
        if "date-time" in place.formats
        for where, value in values_at(exchange.json, place.path)
        if value is not None and value != ""
    ]
    if not times:
        return {}
    wrong = [(where, value) for where, value in times if not _is_time(value)]
    actual = f"`{wrong[0][0]}` is {shown(wrong[0][1])}" if wrong else f"{len(times)} such times"
    return {_REQUIREMENT: Judgement(not wrong, "an ISO 8601 time that ends in `Z`", actual)}


def _is_time(value: Json) -> bool:
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return False
    try:
        datetime.fromisoformat(found[1])
    except ValueError:
        return False
    return True


CHECK = Check((_REQUIREMENT,), judge)
