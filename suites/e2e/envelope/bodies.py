"""Bodies that are wrong, for any operation that takes one: no JSON, no object, or a field of another type."""

from collections.abc import Iterator, Mapping
from typing import Any

from conformance.contract import Contract, Operation
from conformance.covering import dealt
from conformance.exchange import Json

NOT_JSON: Mapping[str, bytes] = {
    "cut off": b'{"clientName": "lgc',
    "single quotes": b"{'clientName': 'lgc'}",
    "a trailing comma": b'{"clientName": "lgc",}',
    "no UTF-8": b'{"clientName": "Bj\xf6rn"}',
    "a bare word": b"clientName",
}

NO_OBJECT: Mapping[str, bytes] = {"a list": b'["x"]', "a string": b'"x"'}

FIELD = "a field of another type"

KINDS = (*NOT_JSON, *NO_OBJECT, FIELD)


def kinds(operations: tuple[str, ...], keeping: tuple[str, ...], *, every: bool) -> list[tuple[str, str]]:
    """Which operation is tried with which kind of body: one each, or every one with every kind.

    Those of `keeping` get a field of another type, beside right ones that must not be stored for it; the other kinds
    are dealt over the rest.
    """
    if every:
        return [(each, kind) for each in operations for kind in KINDS]
    rest = [each for each in operations if each not in keeping]
    rows = [(kind,) for kind in (*NOT_JSON, *NO_OBJECT)]
    return [*((each, FIELD) for each in keeping), *((each, row[0]) for each, row in dealt(rest, rows))]


def spoilt(contract: Contract, operation: Operation, right: Json, marker: str) -> dict[str, Any]:
    """A right body with one field of another type, and the marker in a free text, where the operation has one more."""
    texts, names = [], []
    for name, schema in _properties(contract, operation):
        names.append(name)
        if "string" in str(schema.get("type")) and not {"x-id", "x-secret", "enum"} & schema.keys():
            texts.append(name)
    marked = texts[:1] if len(names) > 1 else []
    wrong = next(each for each in (*texts, *reversed(names)) if each not in marked)
    told: dict[str, Any] = dict.fromkeys(marked, marker)
    if operation.id == "updateSearchHistory":
        told = {"totalLeadsFound": number_of(marker)}
    return {**right, **told, wrong: {"no": "text"}}


def number_of(marker: str) -> int:
    """A number that stands for a marker where only numbers can be written."""
    return 700_000_000 + sum(map(ord, marker))


def _properties(contract: Contract, operation: Operation) -> Iterator[tuple[str, dict[str, Any]]]:
    """The fields of an operation's body, in all branches of its schema."""
    for node in contract.parts(contract.body_schema(operation)):
        for name, each in (node.get("properties") or {}).items():
            yield name, contract.resolve(each)
