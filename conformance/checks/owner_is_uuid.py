"""Every `owner` of a record is a UUID (LG-ENV-010)."""

import re
from collections.abc import Mapping

from conformance.checks import Check, Facts
from conformance.checks._answers import values_at
from conformance.exchange import Exchange
from conformance.expectations import Judgement, shown

_REQUIREMENT = "LG-ENV-010"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def judge(exchange: Exchange, facts: Facts) -> Mapping[str, Judgement]:
    """Judge the owners that stand where the operation documents one; what a user stored elsewhere is theirs."""
    operation = facts.answers.operation(exchange)
    if operation is None or not exchange.succeeded:
        return {}
    owners = [
        (where, value)
        for place in facts.answers.places(operation, exchange.status)
        if place.name == "owner"
        for where, value in values_at(exchange.json, place.path)
        if value is not None
    ]
    if not owners:
        return {}
    wrong = [(where, value) for where, value in owners if not isinstance(value, str) or not _UUID.fullmatch(value)]
    actual = f"`{wrong[0][0]}` is {shown(wrong[0][1])}" if wrong else f"{len(owners)} UUIDs"
    return {_REQUIREMENT: Judgement(not wrong, "a UUID in every `owner`", actual)}


CHECK = Check((_REQUIREMENT,), judge)
