"""The ways to another's records, found from the contract: an operation whose way nobody tries is a defect of ours."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Literal, TypeVar

from conformance import contract
from conformance.contract import Contract, Operation
from conformance.errors import HarnessBroken

Row = TypeVar("Row")

Way = Literal[
    "read",
    "filter",
    "list",
    "figure",
    "cursor",
    "company",
    "reference",
    "process",
    "thread",
    "update",
    "delete",
    "batch",
]

_OWN = ("client", "lead", "search")
"""What a record's own id may be marked with (`x-id`); `client-id` is how other records refer to a client."""

_FIGURES = ("total", "totalLeads", "stages")


class Marks:
    """What an operation's parameters, body and answer carry, in the words of openapi.json."""

    def __init__(self, known: Contract, operation: Operation) -> None:
        self._contract = known
        self.operation = operation
        parameters = [known.resolve(each) for each in operation.definition.get("parameters", [])]
        self.names = {each["name"] for each in parameters}
        self.asked = {each["x-id"] for each in parameters if "x-id" in each}
        self.required = {each["x-id"] for each in parameters if "x-id" in each and each.get("required")}
        body = known.resolve(operation.definition.get("requestBody")) or {}
        self.sent = set(self._ids(_schema(body), within=False))
        self.told = set(self._fields(_schema(body)))
        answers = operation.definition["responses"]
        answer = known.resolve(next((answers[each] for each in ("200", "201") if each in answers), {}))
        self.shown = set(self._arrays(_schema(answer)))
        self.fields = set(self._fields(_schema(answer)))

    def of(self, kinds: Collection[str], *, batch: bool | None = None) -> bool:
        """Whether the body carries an id of one of the kinds; with `batch`, in a list of ids or rows or outside."""
        return any(kind in kinds and batch in (None, within) for kind, within in self.sent)

    def _ids(self, schema: Any, *, within: bool) -> Iterator[tuple[str, bool]]:
        node = self._contract.resolve(schema)
        if not isinstance(node, dict):
            return
        inside = within or "items" in node
        if "x-id" in node:
            yield node["x-id"], inside
        for each in (*(node.get("properties") or {}).values(), *_branches(node)):
            yield from self._ids(each, within=within)
        yield from self._ids(node.get("items"), within=inside)

    def _arrays(self, schema: Any) -> Iterator[str]:
        """The keys of an answer that hold lists of objects."""
        node = self._contract.resolve(schema)
        for name, each in (node.get("properties") or {}).items():
            inner = self._contract.resolve(self._contract.resolve(each).get("items"))
            if isinstance(inner, dict) and (inner.get("properties") or _branches(inner)):
                yield name
        for branch in _branches(node):
            yield from self._arrays(branch)

    def _fields(self, schema: Any) -> Iterator[str]:
        node = self._contract.resolve(schema)
        if isinstance(node, dict):
            for name, each in (node.get("properties") or {}).items():
                yield name
                yield from self._fields(each)
            for each in (*_branches(node), node.get("items")):
                yield from self._fields(each)


def _schema(node: Any) -> Any:
    return node.get("content", {}).get("application/json", {}).get("schema", {})


def _branches(node: Any) -> tuple[Any, ...]:
    return tuple(each for word in ("oneOf", "anyOf", "allOf") for each in node.get(word) or ())


_RULES: dict[Way, Callable[[Marks], bool]] = {
    "read": lambda each: not each.operation.writes and bool(each.asked - {"client-id"}),
    "filter": lambda each: not each.operation.writes and "client-id" in each.asked,
    "list": lambda each: not each.operation.writes and bool(each.shown) and not each.required,
    "figure": lambda each: not each.operation.writes and any(name in each.fields for name in _FIGURES),
    "cursor": lambda each: each.operation.page is not None,
    "company": lambda each: "companyId" in each.names,
    "reference": lambda each: each.operation.method == "POST" and each.of(["client-id"]),
    "process": lambda each: each.operation.method == "POST" and each.of(["lead"]),
    "thread": lambda each: "threadId" in each.told,
    "update": lambda each: each.operation.method == "PUT" and (bool(each.asked) or each.of(_OWN)),
    "delete": lambda each: each.operation.method == "DELETE",
    "batch": lambda each: each.operation.writes and each.of((*_OWN, "client-id"), batch=True),
}


def operations(way: Way, known: Contract | None = None) -> tuple[str, ...]:
    """The operations that have a way; the admin lists, which show every company by meaning, are of no company."""
    return tuple(each.operation.id for each in _marked(known) if _RULES[way](each))


def tried(way: Way, rows: Mapping[str, Row], known: Contract | None = None) -> Mapping[str, Row]:
    """How each operation of a way is tried; HarnessBroken where a row is missing, or stands for no such operation."""
    found = set(operations(way, known))
    missing, surplus = sorted(found - rows.keys()), sorted(rows.keys() - found)
    if missing or surplus:
        raise HarnessBroken(
            f"isolation, way {way!r}: no row for {missing or 'none'}, no such way for {surplus or 'none'}"
        )
    pathless = [
        each.operation.id
        for each in _marked(known)
        if (each.asked or each.sent or each.shown) and not any(rule(each) for rule in _RULES.values())
    ]
    if pathless:
        raise HarnessBroken(f"isolation: ids or rows of {pathless} that no way takes")
    return rows


def _marked(known: Contract | None) -> Iterator[Marks]:
    each = contract.load() if known is None else known
    return (
        Marks(each, operation)
        for operation in each.values()
        if not operation.is_open and not operation.is_for_platform_admins
    )
