"""The contract's operations, read from `references/openapi.json`."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from conformance import _layout
from conformance.errors import HarnessBroken, UsageError
from conformance.nearness import instead

_METHODS = ("get", "put", "post", "delete")


@dataclass(frozen=True)
class PageStyle:
    """How an operation pages: the key of its rows, its parameters, and the default and largest number of rows."""

    rows: str
    limit: str
    token: str
    default: int
    maximum: int


@dataclass(frozen=True)
class Operation:
    """One operation of the contract.

    `effects` are what calling it leaves (reference: All operations); `creates` the kind of record that a success
    leaves; `security` the combinations of security schemes that it takes, empty where it is open; `definition` its
    OpenAPI object, whose references the contract resolves.
    """

    id: str
    method: str
    path: str
    effects: frozenset[str]
    creates: str | None
    requirements: tuple[str, ...]
    security: tuple[frozenset[str], ...]
    page: PageStyle | None
    definition: Mapping[str, Any] = field(repr=False, hash=False, compare=False)

    @property
    def writes(self) -> bool:
        """Whether the operation may change something on the target: everything but GET."""
        return self.method != "GET"

    @property
    def is_open(self) -> bool:
        """Whether the operation takes no credentials at all."""
        return not self.security

    @property
    def is_for_platform_admins(self) -> bool:
        """Whether only platform admins may call it (reference: Authentication)."""
        return self.path.startswith("/admin/")

    @property
    def is_about_the_company(self) -> bool:
        """Whether it is about what a company has but one of: itself, as far as it is written, and its settings."""
        return "singleton" in self.effects or self.path.startswith("/settings/")

    def url_path(self, values: Mapping[str, str]) -> str:
        """The path with its templates filled in, percent-encoded; KeyError where a value is missing."""
        path = self.path
        for name, value in values.items():
            path = path.replace("{" + name + "}", quote(value, safe=""))
        if "{" in path:
            raise KeyError(f"{self.id} needs a value for {path}")
        return path


class Contract(Mapping[str, Operation]):
    """All operations by operationId, in the order of the document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self._operations = {each.id: each for each in self._read()}
        self._fields: dict[frozenset[str], frozenset[str]] = {}

    def __getitem__(self, key: str) -> Operation:
        return self._operations[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._operations)

    def __len__(self) -> int:
        return len(self._operations)

    def require(self, key: str) -> Operation:
        """The operation of that id; UsageError where there is none."""
        if key not in self._operations:
            raise UsageError(
                f"there is no operation {key}", instead(key, self._operations, "conformance list operations")
            )
        return self._operations[key]

    def resolve(self, node: Any) -> Any:
        """The node a `$ref` names, or the node itself."""
        while isinstance(node, dict) and "$ref" in node:
            target: Any = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def body_schema(self, operation: Operation) -> Any:
        """The schema of an operation's JSON body, or None where it takes none."""
        body = self.resolve(operation.definition.get("requestBody")) or {}
        return body.get("content", {}).get("application/json", {}).get("schema")

    def parts(self, schema: Any) -> Iterator[dict[str, Any]]:
        """A schema, what it refers to, and every part or alternative of it, from the outside in; nothing of None."""
        pending = [schema]
        while pending:
            node = self.resolve(pending.pop(0))
            if isinstance(node, dict):
                yield node
                pending += [each for word in ("allOf", "anyOf", "oneOf") for each in node.get(word, ())]

    def body_fields(self, operation: Operation) -> frozenset[str]:
        """The names of the fields that an operation documents in its JSON body, those of a batch's rows included."""
        top = list(self.parts(self.body_schema(operation)))
        batches = [node["properties"]["leads"] for node in top if "leads" in node.get("properties", ())]
        rows = [part for batch in batches for node in self.parts(batch) for part in self.parts(node.get("items"))]
        return frozenset(name for node in (*top, *rows) for name in node.get("properties", ()))

    @cached_property
    def property_names(self) -> frozenset[str]:
        """The names of all properties that any object documents; whatever else a server shows is its own."""
        return frozenset(name for node in self._nodes() for name in node.get("properties") or ())

    def fields_of(self, row: Collection[str]) -> frozenset[str]:
        """The properties that answers document of such a record as a row is, by the names in it.

        A row may be of each record that documents about as many of its names as any does; where names are missing that
        every record must have, it may be of any.
        """
        names = frozenset(row)
        if names not in self._fields:
            most = max(len(fields & names) for _, fields in self._records)
            alike = [fields for _, fields in self._records if 3 * len(fields & names) >= 2 * most]
            is_one = any(must <= names for must, _ in self._records)
            self._fields[names] = frozenset().union(*alike) if is_one else self.property_names
        return self._fields[names]

    @cached_property
    def _records(self) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        """Every object that answers hold: the names that must be there, and all."""
        found = []
        for node in self._answered():
            whole = list(self.parts(node))
            must = frozenset(name for part in whole for name in part.get("required", ()))
            found.append((must, frozenset(name for part in whole for name in part.get("properties", ()))))
        return tuple((must, fields) for must, fields in dict.fromkeys(found) if must - {"id"})

    def _answered(self) -> Iterator[Any]:
        """Every schema that answers refer to, at any depth."""
        pending: list[Any] = [each.definition["responses"] for each in self.values()]
        known: set[int] = set()
        while pending:
            node = self.resolve(pending.pop())
            if id(node) in known:
                continue
            known.add(id(node))
            if isinstance(node, dict):
                if node.keys() & {"properties", "allOf"}:
                    yield node
                pending.extend(node.values())
            elif isinstance(node, list):
                pending.extend(node)

    @cached_property
    def id_names(self) -> frozenset[str]:
        """The names of all properties and parameters that carry a record's id (`x-id`)."""
        return frozenset(self._marked("x-id"))

    @cached_property
    def id_kinds(self) -> frozenset[str]:
        """The kinds of records that ids are of."""
        return frozenset(str(node["x-id"]) for node in self._nodes() if "x-id" in node)

    @cached_property
    def secret_names(self) -> frozenset[str]:
        """The names of all properties and parameters that carry a secret (`x-secret`)."""
        return frozenset(self._marked("x-secret"))

    def _marked(self, mark: str) -> Iterator[str]:
        for node in self._nodes():
            if node.get(mark) and "in" in node and "name" in node:
                yield node["name"]
            for name, schema in (node.get("properties") or {}).items():
                if isinstance(schema, dict) and schema.get(mark):
                    yield name

    def _nodes(self) -> Iterator[dict[str, Any]]:
        """Every object of the document."""
        pending: list[Any] = [self.document]
        while pending:
            node = pending.pop()
            if isinstance(node, dict):
                yield node
            pending.extend(node.values() if isinstance(node, dict) else node if isinstance(node, list) else ())

    def _read(self) -> Iterator[Operation]:
        for path, item in self.document["paths"].items():
            for method in _METHODS:
                if method in item:
                    yield _operation(path, method, item[method])


def _operation(path: str, method: str, definition: dict[str, Any]) -> Operation:
    try:
        facts = definition["x-conformance"]
        page = definition.get("x-page")
        return Operation(
            id=definition["operationId"],
            method=method.upper(),
            path=path,
            effects=frozenset(facts["effects"]),
            creates=facts.get("creates"),
            requirements=tuple(facts["requirements"]),
            security=tuple(frozenset(each) for each in definition["security"]),
            page=PageStyle(**page) if page else None,
            definition=definition,
        )
    except (KeyError, TypeError) as error:
        raise HarnessBroken(f"{method.upper()} {path} in openapi.json lacks {error}") from error


def read(path: Path) -> Contract:
    """The contract in a file; HarnessBroken where it cannot be read."""
    try:
        return Contract(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise HarnessBroken(f"the contract {path.name} cannot be read: {error}") from error


@cache
def load() -> Contract:
    """The project's own contract."""
    return read(_layout.REFERENCES / "openapi.json")
