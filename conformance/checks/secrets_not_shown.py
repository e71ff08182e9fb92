"""Secrets are not shown (LG-ENV-012)."""

from collections.abc import Iterator, Mapping

from conformance.checks import Check, Facts
from conformance.checks._answers import values_at
from conformance.checks._known import masked, shown_secret_of
from conformance.contract import Operation
from conformance.exchange import Exchange, Json
from conformance.expectations import Judgement

_REQUIREMENT = "LG-ENV-012"
_EXPECTED = "no secret but those that the operation is there to give"

_SHORTEST = 6
"""Characters under a secret's name; what is shorter is a word about the secret."""

_SHORTEST_KEY = 12
"""Characters of a service's key in clear; what is shorter may be a mask of some form."""


def judge(exchange: Exchange, facts: Facts) -> Mapping[str, Judgement]:
    """Judge every answer with a body: by the secrets that we know, and in successes by the names that secrets have."""
    operation = facts.answers.operation(exchange)
    if operation is None or not exchange.response.body:
        return {}
    known = facts.known.shown_secret(exchange)
    if known is not None:
        return {_REQUIREMENT: Judgement(False, _EXPECTED, f"the {known}")}
    found = next(_by_name(exchange, operation, facts), None) if exchange.succeeded else None
    return {_REQUIREMENT: Judgement(found is None, _EXPECTED, f"`{found}` in clear" if found else "none")}


def _by_name(exchange: Exchange, operation: Operation, facts: Facts) -> Iterator[str]:
    """Where a documented object shows a secret in clear, under a name that the operation does not document."""
    names = {name.lower() for name in facts.contract.secret_names}
    for place in facts.answers.places(operation, exchange.status):
        if place.name.endswith("_Apikey"):
            yield from (where for where, value in values_at(exchange.json, place.path) if _is_key_in_clear(value))
        if place.properties:
            for where, record in values_at(exchange.json, place.path):
                for name in record if isinstance(record, dict) else ():
                    undocumented = name not in place.properties and name.lower() in names
                    if undocumented and _is_secret_in_clear(record[name]):
                        yield f"{where}.{name}".removeprefix(".")


def _is_key_in_clear(value: Json) -> bool:
    return isinstance(value, str) and len(value) >= _SHORTEST_KEY and not masked(value)


def _is_secret_in_clear(value: Json) -> bool:
    if not isinstance(value, str) or len(value) < _SHORTEST:
        return False
    if value.startswith(("http://", "https://")):
        return shown_secret_of(value)
    return not masked(value)


CHECK = Check((_REQUIREMENT,), judge)
