"""Wrong data that a server took: judged by the request as it was sent, only where a requirement says it is refused."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from conformance.contract import Contract, Operation
from conformance.exchange import ABSENT, Exchange, Json, parsed
from conformance.expectations import Judgement
from conformance.laws.searches import is_odd_status

CHECK = "wrong_data_is_refused"
"""The name under which findings of this rule stand in a report."""

_TYPES = "LG-ENV-016"

Body = dict[str, Any]


def judged(exchange: Exchange, contract: Contract) -> Iterator[tuple[str, Judgement]]:
    """Each requirement that the request of an exchange tries, with whether the answer kept it.

    Only a 2xx breaks one: which refusal it is, other checks say. A body that is not JSON, or that another content type
    covers, says nothing here.
    """
    operation = contract.get(exchange.operation or "")
    if operation is None or not exchange.decides:
        return
    body = _meaning(exchange)
    for requirement, wrong in _wrongs(operation, body, contract):
        if requirement not in operation.requirements:
            continue
        yield (
            requirement,
            Judgement(not exchange.succeeded, f"a refusal of {wrong}", f"status {exchange.status}"),
        )


def _wrongs(operation: Operation, body: Json, contract: Contract) -> Iterator[tuple[str, str]]:
    if body is ABSENT:
        return
    if operation.method in ("POST", "PUT") and not isinstance(body, dict):
        yield _TYPES, "a body that is no object"
        return
    if not isinstance(body, dict):
        return
    for field, value in body.items():
        types = _types(contract, operation, field)
        if types and value is not None and not any(_is_a(value, each) for each in types):
            yield _TYPES, f"`{field}` that is {_word(value)}, not {' or '.join(sorted(types - {'null'}))}"
    for requirement, operations, lacks in _LACKS:
        wrong = lacks(body) if operation.id in operations else ""
        if wrong:
            yield requirement, wrong


def _missing(body: Body, field: str) -> str:
    """`null` counts as not sent (reference: Addressing and form)."""
    return f"a missing `{field}`" if body.get(field) is None else ""


def _empty(body: Body, field: str) -> str:
    return _missing(body, field) or (f"an empty `{field}`" if body[field] == "" else "")


def _single_lead(body: Body) -> str:
    if "leads" in body:
        return ""
    return _missing(body, "client_id") or _empty(body, "firstName") or _empty(body, "lastName")


def _null_or_empty_name(body: Body) -> str:
    return "an empty or null `clientName`" if "clientName" in body and body["clientName"] in (None, "") else ""


def _odd_status(body: Body) -> str:
    return f"the status {body['status']!r}" if is_odd_status(body.get("status")) else ""


_LACKS: tuple[tuple[str, tuple[str, ...], Callable[[Body], str]], ...] = (
    ("LG-LEAD-011", ("createLeads",), _single_lead),
    ("LG-CLI-015", ("createClient",), lambda body: _empty(body, "clientName")),
    ("LG-CLI-015", ("updateClient",), _null_or_empty_name),
    ("LG-SRCH-010", ("updateSearchHistory",), _odd_status),
    ("LG-PROC-006", ("processEnrich", "processCopyright", "processSdr"), lambda body: _missing(body, "leadId")),
)
"""What a requirement says is refused: on which operations, and what of a body is wrong, in words; empty for nothing."""


def _types(contract: Contract, operation: Operation, field: str) -> frozenset[str]:
    """The JSON types that a field at the top of a body is documented with; none where any may stand there."""
    found: set[str] = set()
    for node in contract.parts(contract.body_schema(operation)):
        documented = contract.resolve(node.get("properties", {}).get(field))
        if isinstance(documented, dict):
            types = documented.get("type")
            if types is None:
                return frozenset()
            found |= {types} if isinstance(types, str) else set(types)
    return frozenset(found)


_IS: Mapping[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and float(value).is_integer(),
    "number": lambda value: _is_number(value),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "null": lambda value: value is None,
}


def _is_a(value: Json, type_: str) -> bool:
    return _IS[type_](value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _word(value: Json) -> str:
    return next(word for word in ("boolean", "null", "string", "number", "object", "array") if _is_a(value, word))


def _meaning(exchange: Exchange) -> Json:
    media = (exchange.request.header("content-type") or "").partition(";")[0].strip().lower()
    if media != "application/json":
        return ABSENT
    return parsed(exchange.request.body)
